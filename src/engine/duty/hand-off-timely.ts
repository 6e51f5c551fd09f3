import { DateTime, Duration } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { onCallAt } from "#domain/schedule/on-call.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { nextChange, type RecordedDuty, shiftsBetween } from "#domain/shift/shift-record.ts";
import { remindersIn } from "#domain/shift/shift-reminders.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOfChannel, placeOfPerson } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  draftHandOver,
  type HandOver,
  postedHandOver,
  unansweredHandOvers,
} from "#store/duty/hand-overs.ts";
import type { NewNotice } from "#store/duty/notices.ts";
import { draftNotice, noticeChannel, toPerson } from "./hand-off-news.ts";

/** What is told because of the time, and when there is more to tell. */
export type Timely = {
  readonly notices: readonly NewNotice[];
  readonly moments: readonly number[];
};

export type Look = {
  readonly rotas: Rotas;
  /** Who is on call as it was on record at the last look. */
  readonly known: ReadonlyMap<string, RecordedDuty>;
  readonly now: DateTime;
};

const NOTHING: Timely = { notices: [], moments: [] };
const DRAFT_BEFORE = Duration.fromObject({ minutes: 30 }).toMillis();
const ASK_AGAIN_AFTER = { minutes: 15 };
const TELL_OTHERS_AFTER = { minutes: 30 };
/** Whoever has not answered by then is on record, and asked no more. */
const GIVE_UP_AFTER = { hours: 12 };

/** Reminders before shifts, drafts for those who leave, and those who have not answered. */
export async function timelyNews(engine: Engine, tx: Transaction, look: Look): Promise<Timely> {
  const parts: Timely[] = [];
  for (const schedule of engine.configuration().schedules.values()) {
    parts.push(reminders(schedule, look), await draft(tx, schedule, look));
  }
  parts.push(await unanswered(engine.configuration(), tx, look));
  return {
    notices: parts.flatMap(({ notices }) => notices),
    moments: parts.flatMap(({ moments }) => moments),
  };
}

function reminders({ id, notices }: Schedule, { rotas, known, now }: Look): Timely {
  const end = now.toMillis();
  const start = known.get(id)?.followedAt ?? end;
  const furthest = Math.max(0, ...notices.dmBefore.map((ahead) => ahead.toMillis()));
  // As far as it takes to know every moment up to the next change, when somebody looks again.
  const until = (nextChange(rotas, id, end) ?? end) + furthest + 1;
  const ahead = shiftsBetween(rotas, id, { start: end, end: until });
  const { due, later } = remindersIn(ahead, notices.dmBefore, { start, end });
  return {
    moments: later,
    notices: due.map(({ person, start: begins }) => {
      const shift = { schedule: id, person, start: moment(begins).toISO() };
      const key = `reminder/${id}/${person}/${begins}/${end}`;
      return { key, place: placeOfPerson(person), about: { kind: "reminder", ...shift } };
    }),
  };
}

/** Half an hour before somebody else comes, whoever leaves gets the brief to add to; of a short shift, at its middle. */
async function draft(tx: Transaction, { id }: Schedule, { rotas, now }: Look): Promise<Timely> {
  const start = now.toMillis();
  const timeline = rotas.around(id, start);
  const current = timeline === null ? null : onCallAt(timeline, start);
  const next = timeline?.shifts.find((shift) => shift.start === current?.end);
  if (current === null || next === undefined) return NOTHING;
  const from = next.start - Math.min(DRAFT_BEFORE, (current.end - current.start) / 2);
  if (from > start) return { notices: [], moments: [from] };
  const people = { schedule: id, giver: current.person, receiver: next.person };
  const hands = { ...people, at: moment(next.start) };
  if ((await postedHandOver(tx, hands)) !== null) return NOTHING;
  return { notices: [draftNotice(await draftHandOver(tx, hands), current.person)], moments: [] };
}

async function unanswered(
  configuration: Configuration,
  tx: Transaction,
  look: Look,
): Promise<Timely> {
  const waiting = await unansweredHandOvers(tx, look.now.minus(GIVE_UP_AFTER));
  const parts = waiting.map((one) => askAgain(configuration, one, look));
  return {
    notices: parts.flatMap(({ notices }) => notices),
    moments: parts.flatMap(({ moments }) => moments),
  };
}

/** From when the shift begins, also when it was handed over earlier. */
function askAgain(configuration: Configuration, handOver: HandOver, look: Look): Timely {
  const { id, schedule, receiver, postedAt, at } = handOver;
  if (receiver === null || postedAt === null) return NOTHING;
  const begun = DateTime.max(postedAt, at);
  const again = begun.plus(ASK_AGAIN_AFTER);
  const others = begun.plus(TELL_OTHERS_AFTER);
  const moments = [again, others].filter((one) => one > look.now).map((one) => one.toMillis());
  if (look.known.get(schedule)?.person !== receiver) return { notices: [], moments };
  const about = { kind: "no-answer", handOver: id } as const;
  const places = look.now < others ? [] : placesOfOthers(configuration, handOver, look);
  return {
    moments,
    notices: [
      ...(look.now < again ? [] : [toPerson(handOver, "asked-again", receiver)]),
      ...places.map((place) => ({ key: `no-answer/${id}/${place}`, place, about })),
    ],
  };
}

/** Whoever else of the team is on call, else the one who left, else the channel. */
function placesOfOthers(
  { schedules, teams }: Configuration,
  { schedule: id, giver, receiver }: HandOver,
  { known }: Look,
): readonly string[] {
  const schedule = schedules.get(id);
  if (schedule === undefined) return [];
  const others = [...schedules.values()].flatMap((one) => {
    const person = known.get(one.id)?.person ?? null;
    return one.team === schedule.team && person !== null && person !== receiver ? [person] : [];
  });
  if (others.length > 0) return [...new Set(others)].map(placeOfPerson);
  if (giver !== null) return [placeOfPerson(giver)];
  const channel = noticeChannel({ teams }, schedule);
  return channel === undefined ? [] : [placeOfChannel(channel)];
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
