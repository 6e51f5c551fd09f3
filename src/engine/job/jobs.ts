import type { DateTime } from "luxon";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import { placeOf } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { cancel, enqueue, type NewJob } from "#store/job/jobs.ts";
import type { Page } from "#store/page/pages.ts";

export const IncidentJob = z.object({ incident: IncidentId });
export const PageJob = z.object({ page: z.number() });

/** An incident and when it wants to be looked at again by itself; a new one has no timers to take back. */
export type Upcoming = {
  readonly id: IncidentId;
  /** When its paging or its end wants to go on. */
  readonly dueAt: DateTime | null;
  /** When somebody is to be told something. */
  readonly remindAt: DateTime | null;
  readonly isNew: boolean;
};

/** What follows from changes of incidents: pages, the next look at each, and that everything shows them. */
export async function enqueueChanges(
  tx: Transaction,
  {
    pages,
    incidents,
    more,
  }: {
    readonly pages: readonly Page[];
    readonly incidents: readonly Upcoming[];
    readonly more: readonly NewJob[];
  },
): Promise<void> {
  const older = incidents.filter(({ isNew }) => !isNew);
  const lanes = older.map(({ id }) => tickLane(id));
  await cancel(tx, { lanes, kinds: ["tick", "remind"] });
  await enqueue(tx, [
    ...pages.map(pageJob),
    ...more,
    ...incidents.map(({ id }) => announcement(id)),
    ...incidents.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [tick(id, dueAt)])),
    ...incidents.flatMap(({ id, remindAt }) => (remindAt === null ? [] : [remind(id, remindAt)])),
  ]);
}

/** Makes everything that shows the incident show what is true. */
export async function enqueueAnnouncement(tx: Transaction, incident: IncidentId): Promise<void> {
  await enqueue(tx, [announcement(incident)]);
}

/** Wakes the incident at that moment, or no more when null. */
export async function scheduleTick(
  tx: Transaction,
  incident: IncidentId,
  at: DateTime | null,
): Promise<void> {
  await cancel(tx, { lanes: [tickLane(incident)], kinds: ["tick"] });
  if (at !== null) await enqueue(tx, [tick(incident, at)]);
}

/** The same for what somebody is to be told about it. */
export async function scheduleReminder(
  tx: Transaction,
  incident: IncidentId,
  at: DateTime | null,
): Promise<void> {
  await cancel(tx, { lanes: [tickLane(incident)], kinds: ["remind"] });
  if (at !== null) await enqueue(tx, [remind(incident, at)]);
}

/** Looks again who is on call at that moment, or when something else has it looked at. */
export async function scheduleFollowing(tx: Transaction, at: DateTime | null): Promise<void> {
  const [lane, kind] = ["duty:all", "duty"];
  await cancel(tx, { lanes: [lane], kinds: [kind] });
  if (at !== null) await enqueue(tx, [{ lane, kind, payload: {}, runAt: at, dedupe: kind }]);
}

/** Looks again whether teams are to be told of their week. */
export async function scheduleReports(tx: Transaction, at: DateTime | null): Promise<void> {
  const [lane, kind] = ["duty:reports", "report"];
  await cancel(tx, { lanes: [lane], kinds: [kind] });
  if (at !== null) await enqueue(tx, [{ lane, kind, payload: {}, runAt: at, dedupe: kind }]);
}

/** Pages have lanes, workers and a Slack client of their own. */
function pageJob({ id, target }: Page): NewJob {
  return { lane: `page:${placeOf(target)}`, kind: "page", payload: { page: id } };
}

function announcement(incident: IncidentId): NewJob {
  const lane = `announce:${incident}`;
  return { lane, kind: "announce", payload: { incident }, dedupe: "announce" };
}

function tick(incident: IncidentId, runAt: DateTime): NewJob {
  return { lane: tickLane(incident), kind: "tick", payload: { incident }, runAt, dedupe: "tick" };
}

function remind(incident: IncidentId, runAt: DateTime): NewJob {
  return { ...tick(incident, runAt), kind: "remind", dedupe: "remind" };
}

function tickLane(incident: IncidentId): string {
  return `tick:${incident}`;
}
