import type { DateTime } from "luxon";
import { apply, decide, decideOpening } from "#domain/decide-incident.ts";
import type { Roster } from "#domain/escalation.ts";
import { opened } from "#domain/evolve-incident.ts";
import {
  isOpen,
  type Decision,
  type Incident,
  type IncidentCommand,
  type IncidentEvent,
  type IncidentId,
  type TimelineEntry,
} from "#domain/incident.ts";
import { rosterOf } from "#domain/roster.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { insertIncident, lockIncident, updateIncident } from "#store/incidents.ts";
import { insertPages } from "#store/pages.ts";
import { appendTimeline } from "#store/timeline.ts";
import type { Engine } from "./engine.ts";
import { enqueueAnnouncement, enqueuePages, scheduleTick } from "./jobs.ts";

type Change = Exclude<IncidentCommand, { kind: "open" }>;

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
  command: (incident: Incident, roster: Roster) => Change,
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const now = await readClock(tx);
    return await changeLocked(engine, tx, incident, {
      command: command(incident, currentRoster(engine, incident)),
      now,
    });
  });
}

/** The same for a caller who holds the incident's lock in a transaction of its own. */
export async function changeLocked(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
  { command, now }: { readonly command: Change; readonly now: DateTime },
): Promise<Outcome> {
  const decision = decide(incident, command, now);
  if (decision.events.length === 0) {
    return { incident, changed: false, reason: decision.reason };
  }
  const changed = apply(incident, decision.events);
  await updateIncident(tx, changed);
  await follow(engine, tx, changed, decision);
  return { incident: changed, changed: true, reason: decision.reason };
}

/** Opens an incident: its first timeline entries, its first pages, all in the caller's transaction. */
export async function openIncident(
  engine: Engine,
  tx: Transaction,
  command: IncidentCommand & { kind: "open" },
  now: DateTime,
): Promise<Incident> {
  const decision = decideOpening(command, now);
  const incident = begin(command.id, decision);
  await insertIncident(tx, incident);
  await follow(engine, tx, incident, decision);
  engine.metrics.incidentsOpened.inc({ severity: incident.severity });
  return incident;
}

/** Whom the incident's policy means right now. */
export function currentRoster(engine: Engine, incident: Incident): Roster {
  const configuration = engine.configuration();
  const service = configuration.services.get(incident.service);
  return rosterOf(incident.paging.policy, configuration, service);
}

/** When the incident wants to be looked at again by itself. */
export function dueAt(engine: Engine, incident: Incident): DateTime | null {
  if (!isOpen(incident)) return null;
  return quietUntil(engine, incident) ?? incident.paging.nextAt;
}

export function quietUntil(engine: Engine, incident: Incident): DateTime | null {
  return incident.quietSince?.plus(engine.configuration().incidents.quietPeriod) ?? null;
}

async function follow(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
  decision: Decision,
): Promise<void> {
  await appendTimeline(tx, incident.id, decision.events);
  for (const entry of decision.events) await page(tx, incident.id, entry);
  await scheduleTick(tx, incident.id, dueAt(engine, incident));
  await enqueueAnnouncement(tx, incident.id);
}

async function page(tx: Transaction, incident: IncidentId, entry: TimelineEntry): Promise<void> {
  const { event, at } = entry;
  if (event.kind !== "paged" && event.kind !== "exhausted") return;
  const { step, targets, reason } = event;
  await enqueuePages(tx, await insertPages(tx, incident, { step, targets, reason, at }));
}

function begin(id: IncidentId, { events }: Decision): Incident {
  const [first, ...rest] = events;
  if (first === undefined || !isOpening(first))
    throw new Error("An incident begins by being opened.");
  return apply(opened(id, first), rest);
}

function isOpening(
  entry: TimelineEntry,
): entry is TimelineEntry & { event: IncidentEvent & { kind: "opened" } } {
  return entry.event.kind === "opened";
}
