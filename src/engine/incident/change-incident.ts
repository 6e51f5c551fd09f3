import type { DateTime } from "luxon";
import type { Roster, Target } from "#domain/escalation/escalation.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { apply, decide, decideOpening } from "#domain/incident/decide-incident.ts";
import { opened } from "#domain/incident/evolve-incident.ts";
import {
  isOpen,
  type Incident,
  type IncidentEvent,
  type IncidentId,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import { pageKindOf } from "#domain/incident/page-wanted.ts";
import { nextReminder } from "#domain/incident/reminders.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueChanges } from "#engine/job/jobs.ts";
import { placeOf } from "#engine/place.ts";
import { planAttempts } from "#engine/reach.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { afterCommit } from "#store/database/transaction.ts";
import { insertNotices } from "#store/duty/notices.ts";
import { insertIncidents, lockIncident, saveIncidents } from "#store/incident/incidents.ts";
import { saveTasks } from "#store/incident/tasks.ts";
import { appendTimeline } from "#store/incident/timeline.ts";
import { insertPages, type NewPage, type Page } from "#store/page/pages.ts";
import { countLife } from "./count-life.ts";
import { countPaging } from "./count-paging.ts";
import { currentRoster, noteTurns } from "./current-roster.ts";
import { judgeJobs } from "./judge-jobs.ts";
import { lifeNotices } from "./life-notices.ts";
import { noticesOf } from "./people-notices.ts";
import { silenceJobs } from "./silence-jobs.ts";

type Command = Exclude<IncidentCommand, { kind: "open" }>;
type Opening = IncidentCommand & { readonly kind: "open" };

/** An incident as it now is, and the new lines of its timeline. */
export type Change = {
  readonly incident: Incident;
  readonly entries: readonly TimelineEntry[];
  /** It has not been in the database before this transaction. */
  readonly isNew: boolean;
};

/** The incident as it now is, and what became of the command. */
export type Outcome = {
  readonly incident: Incident;
  readonly changed: boolean;
  readonly reason: string;
};

/** THE write path: locks the incident, lets the domain decide, and saves everything or nothing. */
export async function changeIncident(
  engine: Engine,
  id: IncidentId,
  command: (incident: Incident, roster: Roster) => Command,
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const now = await readClock(tx);
    const roster = await currentRoster(engine, tx, incident, now);
    return await changeLocked(engine, tx, incident, { command: command(incident, roster), now });
  });
}

/** The same for a caller who holds the incident's lock in a transaction of its own. */
export async function changeLocked(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
  { command, now }: { readonly command: Command; readonly now: DateTime },
): Promise<Outcome> {
  const decision = decide(incident, command, now);
  if (decision.events.length === 0) {
    return { incident, changed: false, reason: decision.reason };
  }
  const changed = apply(incident, decision.events);
  await noteTurns(tx, changed, decision.events);
  await saveChanges(engine, tx, [{ incident: changed, entries: decision.events, isNew: false }]);
  return { incident: changed, changed: true, reason: decision.reason };
}

/** Opens an incident: its first timeline entries, its first pages, all in the caller's transaction. */
export async function openIncident(
  engine: Engine,
  tx: Transaction,
  command: Opening,
  now: DateTime,
): Promise<Incident> {
  const beginning = await begin(tx, command, now);
  await saveChanges(engine, tx, [beginning]);
  return beginning.incident;
}

/** An incident's beginning, decided but not yet saved. */
export async function begin(tx: Transaction, command: Opening, now: DateTime): Promise<Change> {
  const { events } = decideOpening(command, now);
  const [first, ...rest] = events;
  if (first === undefined || !isOpening(first))
    throw new Error("An incident begins by being opened.");
  const incident = apply(opened(command.id, first), rest);
  await noteTurns(tx, incident, events);
  return { incident, entries: events, isNew: true };
}

/** Saves changes of incidents that are locked, or new, with all that follows from them. */
export async function saveChanges(
  engine: Engine,
  tx: Transaction,
  changes: readonly Change[],
): Promise<void> {
  const begun = changes.filter(({ isNew }) => isNew).map(({ incident }) => incident);
  const older = changes.filter(({ isNew }) => !isNew).map(({ incident }) => incident);
  await insertIncidents(tx, begun);
  await saveIncidents(tx, older);
  countOpened(engine, begun);
  await follow(engine, tx, changes);
}

function countOpened({ metrics }: Engine, incidents: readonly Incident[]): void {
  for (const { severity, life } of incidents) {
    if (!life.isDrill) metrics.incidentsOpened.inc({ severity });
  }
}

/** When the incident wants to be looked at again by itself. */
export function dueAt(engine: Engine, incident: Incident): DateTime | null {
  if (!isOpen(incident)) return null;
  return quietUntil(engine, incident) ?? incident.paging.nextAt;
}

export function quietUntil(engine: Engine, incident: Incident): DateTime | null {
  return incident.quietSince?.plus(engine.configuration().incidents.quietPeriod) ?? null;
}

/** Lanes are shared with everybody, so they are locked last. */
async function follow(engine: Engine, tx: Transaction, changes: readonly Change[]): Promise<void> {
  await appendTimeline(tx, changes);
  await saveTasks(
    tx,
    changes.filter(changesTasks).map(({ incident }) => incident),
  );
  await insertNotices(tx, [...changes.flatMap(noticesOf), ...changes.flatMap(lifeNotices)]);
  for (const { incident, entries } of changes) {
    if (incident.life.isDrill) continue;
    countPaging(engine, incident.id, entries);
    countLife(engine, entries);
  }
  const pages = await insertPages(tx, changes.flatMap(pagesOf));
  const incidents = changes.map(({ incident, isNew }) => {
    const remindAt = nextReminder(incident, engine.configuration());
    return { id: incident.id, dueAt: dueAt(engine, incident), remindAt, isNew };
  });
  const reaches = await planAttempts(engine, tx, pages);
  const silences = changes.flatMap(({ incident, entries }) => silenceJobs(incident, entries));
  const judgements = changes.flatMap(({ incident, entries }) => judgeJobs(incident, entries));
  await enqueueChanges(tx, { pages, incidents, more: [...reaches, ...silences, ...judgements] });
  afterCommit(tx, () => sayChanged(engine, changes, pages));
}

/** In the log, by the ids that lead from a delivery to a page. */
function sayChanged({ logger }: Engine, changes: readonly Change[], pages: readonly Page[]): void {
  for (const { incident, entries } of changes) {
    const events = entries.map(({ event }) => event.kind);
    logger.info({ incident: incident.id, events }, "an incident changed");
  }
  for (const { id, incident, target } of pages) {
    logger.info({ incident, page: id, target: placeOf(target) }, "somebody is to be paged");
  }
}

/** Whether it pages somebody, other than those who have the incident and are asked about it. */
export function pagesSomebody(change: Pick<Change, "incident" | "entries">): boolean {
  return pagesOf(change).some(({ kind }) => kind === "call");
}

function pagesOf({ incident, entries }: Pick<Change, "incident" | "entries">): readonly NewPage[] {
  return entries.flatMap(({ event, at }) => {
    if (!isPage(event)) return [];
    const { step, targets, reason, urgency } = event;
    const kind = pageKindOf(event);
    return targets.map((target) => {
      return { incident: incident.id, step, target, reason, urgency, kind, at };
    });
  });
}

function changesTasks({ entries }: Change): boolean {
  return entries.some(({ event }) => event.kind.startsWith("task-"));
}

function isPage(
  event: IncidentEvent,
): event is Extract<IncidentEvent, { readonly targets: readonly Target[] }> {
  return "targets" in event;
}

function isOpening(
  entry: TimelineEntry,
): entry is TimelineEntry & { event: IncidentEvent & { kind: "opened" } } {
  return entry.event.kind === "opened";
}
