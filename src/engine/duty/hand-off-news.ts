import type { DateTime } from "luxon";
import { isPerson } from "#domain/actor.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { openIn } from "#domain/schedule/windows.ts";
import { answersFor } from "#domain/service/find-schedules.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOfChannel, placeOfPerson } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import {
  type HandOver,
  handOverBefore,
  type Hands,
  noteConfirmed,
  postEnd,
  postHandOver,
} from "#store/duty/hand-overs.ts";
import type { NewNotice } from "#store/duty/notices.ts";
import { readChangesSince } from "#store/duty/schedule-changes.ts";
import { openIncidents } from "#store/incident/incidents.ts";

const MOST_INCIDENTS = 500;
const JUST_NOW = { minutes: 2 };

/** Whom a change of hands concerns: the channel, both people, and everybody who works on what the giver holds. */
export async function newsOfChange(
  engine: Engine,
  tx: Transaction,
  hands: Hands,
): Promise<readonly NewNotice[]> {
  const configuration = engine.configuration();
  const handOver =
    hands.receiver === null
      ? await postEnd(tx, hands)
      : await postHandOver(tx, await acrossGap(tx, hands));
  const { giver } = hands;
  const { id, receiver, schedule } = handOver;
  const change = await changeBehind(tx, handOver);
  const isTold = change !== null;
  // Whoever takes a shift by their own hand is reached by Slack: they have just used it.
  if (isTold && isPerson(change.createdBy, receiver)) await noteConfirmed(tx, id);
  const held = giver === null ? [] : await heldBy(engine, tx, schedule, giver);
  const isFarewell = giver !== null && (!isTold || held.length > 0);
  return [
    ...(isTold ? [] : channelNews(configuration, handOver)),
    ...(isFarewell ? [toPerson(handOver, "ended", giver)] : []),
    ...(receiver === null ? [] : [toPerson(handOver, "began", receiver)]),
    ...(await newsOfHandOver(engine, tx, handOver)),
  ];
}

/** When nobody was on call in between, whoever was before hands over; to themselves there is nothing to hand. */
async function acrossGap(tx: Transaction, hands: Hands): Promise<Hands> {
  if (hands.giver !== null) return hands;
  const last = await handOverBefore(tx, hands);
  const isEnd = last !== null && last.receiver === null && last.giver !== hands.receiver;
  return isEnd ? { ...hands, giver: last.giver } : hands;
}

/**
 * What somebody has just done so that it changes hands now. All concerned are told of that as it is done, so once is
 * enough.
 */
async function changeBehind(
  tx: Transaction,
  { schedule, at }: HandOver,
): Promise<ScheduleChange | null> {
  const since = at.minus(JUST_NOW);
  const changes = await readChangesSince(tx, since);
  const behind = changes.find(({ start, createdAt, cancelledAt, ...change }) => {
    const isHere = change.schedule === schedule;
    const begins = start === at.toMillis() && createdAt > since.toMillis();
    return isHere && (begins || cancelledAt === at.toMillis());
  });
  return behind ?? null;
}

/** The brief for the one who comes, and a question for each incident that the one who leaves has. */
export async function newsOfHandOver(
  engine: Engine,
  tx: Transaction,
  handOver: HandOver,
): Promise<readonly NewNotice[]> {
  const { id, giver, receiver } = handOver;
  if (giver === null || receiver === null) return [];
  const held = await heldBy(engine, tx, handOver.schedule, giver);
  return [
    toPerson(handOver, "brief", receiver),
    ...held.map(({ id: incident }): NewNotice => ({
      key: `leaving/${id}/${incident}`,
      place: `incident/${incident}`,
      about: { kind: "leaving", handOver: id, incident },
    })),
  ];
}

/** Open incidents of the schedule's services that the person has acknowledged. */
export async function heldBy(
  engine: Engine,
  tx: Transaction,
  schedule: string,
  person: string,
): Promise<readonly Incident[]> {
  const open = await openIncidents(tx, MOST_INCIDENTS, () => undefined);
  return open.filter(({ service, acknowledgedBy: holder }) => {
    const isTheirs = holder?.kind === "person" && holder.person === person;
    return isTheirs && answersFor(engine.configuration(), schedule, service);
  });
}

/** One for each moment at which the shift was to end. */
export function draftNotice({ id, at }: Pick<HandOver, "id" | "at">, giver: string): NewNotice {
  const about = { kind: "draft", handOver: id } as const;
  return { key: `draft/${id}/${giver}/${at.toMillis()}`, place: placeOfPerson(giver), about };
}

export function toPerson(
  { id }: Pick<HandOver, "id">,
  kind: "began" | "ended" | "brief" | "asked-again" | "no-answer",
  person: string,
): NewNotice {
  const about = { kind, handOver: id };
  return { key: `${kind}/${id}/${person}`, place: placeOfPerson(person), about };
}

/** Where shifts of the schedule are told of; undefined for a team that is not there. */
export function noticeChannel(
  { teams }: Pick<Configuration, "teams">,
  { notices, team }: Schedule,
): string | undefined {
  return notices.channel ?? teams.get(team)?.channel;
}

/** Office hours end every evening: that nobody follows is news only when somebody is wanted. */
function channelNews(
  configuration: Configuration,
  { id, schedule: name, receiver, at }: HandOver,
): readonly NewNotice[] {
  const schedule = configuration.schedules.get(name);
  if (schedule === undefined || !schedule.notices.onChange) return [];
  const channel = noticeChannel(configuration, schedule);
  if (channel === undefined || (receiver === null && !isWanted(schedule, at))) return [];
  const about = { kind: "changed", handOver: id } as const;
  return [{ key: `changed/${id}`, place: placeOfChannel(channel), about }];
}

function isWanted({ coverage, timezone }: Schedule, at: DateTime): boolean {
  const start = at.toMillis();
  if (coverage.windows === undefined) return true;
  return openIn(coverage.windows, timezone, { start, end: start + 1 }).length > 0;
}
