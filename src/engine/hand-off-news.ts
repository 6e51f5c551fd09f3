import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration.ts";
import { answersFor } from "#domain/find-schedules.ts";
import type { Incident } from "#domain/incident.ts";
import type { Schedule } from "#domain/schedule.ts";
import { openIn } from "#domain/windows.ts";
import type { Transaction } from "#store/database.ts";
import { type HandOver, type Hands, postHandOver } from "#store/hand-overs.ts";
import { openIncidents } from "#store/incidents.ts";
import type { NewNotice } from "#store/notices.ts";
import { readChangesSince } from "#store/schedule-changes.ts";
import type { Engine } from "./engine.ts";
import { placeOfChannel, placeOfPerson } from "./place.ts";

const MOST_INCIDENTS = 500;
const JUST_NOW = { minutes: 2 };

/** Whom a change of hands concerns: the channel, both people, and everybody who works on what the giver holds. */
export async function newsOfChange(
  engine: Engine,
  tx: Transaction,
  hands: Hands,
): Promise<readonly NewNotice[]> {
  const configuration = engine.configuration();
  const handOver = await postHandOver(tx, hands);
  const { giver, receiver, schedule } = handOver;
  const isTold = await isToldAsChange(tx, handOver);
  const held = giver === null ? [] : await heldBy(engine, tx, schedule, giver);
  const isFarewell = giver !== null && (!isTold || held.length > 0);
  return [
    ...(isTold ? [] : channelNews(configuration, handOver)),
    ...(isFarewell ? [toPerson(handOver, "ended", giver)] : []),
    ...(receiver === null ? [] : [toPerson(handOver, "began", receiver)]),
    ...(await newsOfHandOver(engine, tx, handOver)),
  ];
}

/** Whoever changes who is on call from now on is quoted to all concerned as they do it: once is enough. */
async function isToldAsChange(tx: Transaction, { schedule, at }: HandOver): Promise<boolean> {
  const since = at.minus(JUST_NOW).toMillis();
  const changes = await readChangesSince(tx, at.minus(JUST_NOW));
  return changes.some((change) => {
    return change.schedule === schedule && (change.cancelledAt ?? change.createdAt) > since;
  });
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

export function toPerson(
  { id }: Pick<HandOver, "id">,
  kind: "began" | "ended" | "brief" | "draft" | "asked-again" | "no-answer",
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
