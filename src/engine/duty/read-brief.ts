import { DateTime } from "luxon";
import { dutyAt } from "#domain/schedule/duty.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { answersFor } from "#domain/service/find-schedules.ts";
import { type Brief, briefOf, type ShiftPage } from "#domain/shift/hand-over.ts";
import { readWorrying, type WorryingBudgets } from "#engine/budget/worrying.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import type { Connection } from "#store/database/database.ts";
import { readDuty } from "#store/duty/duty.ts";
import type { HandOver } from "#store/duty/hand-overs.ts";
import { readChangesSince } from "#store/duty/schedule-changes.ts";
import { alertNamesOf, mutedAlertsOf, pagesDuring } from "#store/duty/shift-pages.ts";
import { readShifts } from "#store/duty/shifts.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { endingSilences, type EndingSilences } from "./ending-silences.ts";

/** Somebody of the same team who is on call by another schedule. */
type Colleague = { readonly schedule: string; readonly person: string };

/** A hand-over with all that is true around it, read at one moment. */
export type HandOverFacts = {
  readonly handOver: HandOver;
  readonly schedule: Schedule;
  readonly brief: Brief;
  readonly colleagues: readonly Colleague[];
  /** When the receiver's shift ends; null when that is far away or there is none. */
  readonly until: DateTime | null;
  /** Who comes when nobody does at first, and when. */
  readonly next: { readonly person: string; readonly start: DateTime } | null;
  /** Those that end while the receiver is on call. */
  readonly ending: EndingSilences;
  /** Of the services for which whoever has the schedule answers; null where nothing is promised or measured. */
  readonly budgets: WorryingBudgets | null;
  readonly now: DateTime;
};

const MOST_INCIDENTS = 500;
const LONGEST_SHIFT = { days: 62 };
const CHANGES_OF = { hours: 48 };
/** As long as a shift is taken to last whose end is not known. */
const USUAL_SHIFT = { days: 1 };

/** Null for a schedule that is there no more. */
export async function readHandOverFacts(
  engine: Engine,
  connection: Connection,
  handOver: HandOver,
): Promise<HandOverFacts | null> {
  const configuration = engine.configuration();
  const schedule = configuration.schedules.get(handOver.schedule);
  if (schedule === undefined) return null;
  const now = await readClock(connection);
  const timeline = engine.rotas.rotas(configuration).around(schedule.id, handOver.at.toMillis());
  const duty = timeline === null ? null : dutyAt(timeline, handOver.at.toMillis());
  const until = duty?.person === handOver.receiver ? momentOf(duty.until) : null;
  return {
    handOver,
    schedule,
    now,
    brief: await readBrief(engine, connection, { handOver, schedule, now }),
    ending: await endingSilences(engine, until ?? handOver.at.plus(USUAL_SHIFT)),
    budgets: await readWorrying(engine, connection, (service) => {
      return answersFor(configuration, schedule.id, service);
    }),
    colleagues: await colleaguesOf(engine, connection, schedule),
    until,
    next:
      duty === null || duty.next === null
        ? null
        : {
            person: duty.next.person,
            start: DateTime.fromMillis(duty.next.start, { zone: "utc" }),
          },
  };
}

type Subject = Pick<HandOverFacts, "handOver" | "schedule" | "now">;

async function readBrief(
  engine: Engine,
  connection: Connection,
  { handOver, schedule, now }: Subject,
): Promise<Brief> {
  const { giver } = handOver;
  const open = await openIncidents(connection, MOST_INCIDENTS, () => undefined);
  const incidents = open.filter(({ service }) => {
    return answersFor(engine.configuration(), schedule.id, service);
  });
  const ids = incidents.map(({ id }) => id);
  const pages = await pagesOfShift(connection, handOver, now);
  const changes = await readChangesSince(connection, now.minus(CHANGES_OF));
  return briefOf({
    now: now.toMillis(),
    zone: schedule.timezone,
    giver,
    incidents,
    pages,
    alertsOf: await alertNamesOf(connection, [...new Set(pages.map(({ incident }) => incident))]),
    muted: await mutedAlertsOf(connection, ids),
    changes: changes.filter((change) => change.schedule === schedule.id),
  });
}

/** From the record, which knows when the shift that ends really began. */
async function pagesOfShift(
  connection: Connection,
  { giver, schedule, at }: HandOver,
  now: DateTime,
): Promise<readonly ShiftPage[]> {
  if (giver === null) return [];
  const end = DateTime.min(at, now).toMillis();
  const span = { start: at.minus(LONGEST_SHIFT).toMillis(), end };
  const shifts = await readShifts(connection, span, [schedule]);
  const last = shifts.findLast(({ person }) => person === giver);
  if (last === undefined) return [];
  return await pagesDuring(connection, giver, { start: last.start.toMillis(), end });
}

async function colleaguesOf(
  engine: Engine,
  connection: Connection,
  { id, team }: Schedule,
): Promise<readonly Colleague[]> {
  const { schedules } = engine.configuration();
  const duty = await readDuty(connection);
  return [...schedules.values()].flatMap((other) => {
    const person = duty.get(other.id)?.person ?? null;
    const isNear = other.id !== id && other.team === team;
    return isNear && person !== null ? [{ schedule: other.name, person }] : [];
  });
}

function momentOf(instant: number | null): DateTime | null {
  return instant === null ? null : DateTime.fromMillis(instant, { zone: "utc" });
}
