import type { DateTime } from "luxon";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import { placeOf } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { cancel, enqueue, type NewJob } from "#store/job/jobs.ts";
import type { Page } from "#store/page/pages.ts";

export const IncidentJob = z.object({ incident: IncidentId });
export const PageJob = z.object({ page: z.number() });

/** An incident and when it wants to be looked at again by itself; a new one has no timer to take back. */
export type Upcoming = {
  readonly id: IncidentId;
  readonly dueAt: DateTime | null;
  readonly isNew: boolean;
};

/** What follows from changes of incidents: pages, the next look at each, and that everything shows them. */
export async function enqueueChanges(
  tx: Transaction,
  {
    pages,
    incidents,
    reaches,
  }: {
    readonly pages: readonly Page[];
    readonly incidents: readonly Upcoming[];
    readonly reaches: readonly NewJob[];
  },
): Promise<void> {
  const older = incidents.filter(({ isNew }) => !isNew);
  await cancel(tx, { lanes: older.map(({ id }) => tickLane(id)), kind: "tick" });
  await enqueue(tx, [
    ...pages.map(pageJob),
    ...reaches,
    ...incidents.map(({ id }) => announcement(id)),
    ...incidents.flatMap(({ id, dueAt }) => (dueAt === null ? [] : [tick(id, dueAt)])),
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
  await cancel(tx, { lanes: [tickLane(incident)], kind: "tick" });
  if (at !== null) await enqueue(tx, [tick(incident, at)]);
}

/** Looks again who is on call at that moment, or when something else has it looked at. */
export async function scheduleFollowing(tx: Transaction, at: DateTime | null): Promise<void> {
  const [lane, kind] = ["duty:all", "duty"];
  await cancel(tx, { lanes: [lane], kind });
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

function tickLane(incident: IncidentId): string {
  return `tick:${incident}`;
}
