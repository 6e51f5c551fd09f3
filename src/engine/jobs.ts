import type { DateTime } from "luxon";
import { z } from "zod";
import type { Target } from "#domain/escalation.ts";
import { IncidentId } from "#domain/incident.ts";
import type { Transaction } from "#store/database.ts";
import { cancel, enqueue } from "#store/jobs.ts";
import type { Page } from "#store/pages.ts";

export const IncidentJob = z.object({ incident: IncidentId });
export const PageJob = z.object({ page: z.number() });

/** Sends a page; pages have lanes, workers and a Slack client of their own. */
export async function enqueuePages(tx: Transaction, pages: readonly Page[]): Promise<void> {
  const jobs = pages.map((page) => ({
    lane: `page:${nameOf(page.target)}`,
    kind: "page",
    payload: { page: page.id },
  }));
  await enqueue(tx, jobs);
}

/** Makes everything that shows the incident show what is true. */
export async function enqueueAnnouncement(tx: Transaction, incident: IncidentId): Promise<void> {
  const lane = `announce:${incident}`;
  await enqueue(tx, [{ lane, kind: "announce", payload: { incident }, dedupe: "announce" }]);
}

/** Wakes the incident at that moment, or no more when null. */
export async function scheduleTick(
  tx: Transaction,
  incident: IncidentId,
  at: DateTime | null,
): Promise<void> {
  const lane = `tick:${incident}`;
  await cancel(tx, { lane, kind: "tick" });
  if (at === null) return;
  await enqueue(tx, [{ lane, kind: "tick", payload: { incident }, runAt: at, dedupe: "tick" }]);
}

function nameOf(target: Target): string {
  switch (target.kind) {
    case "person":
      return `person/${target.person}`;
    case "channel":
      return `channel/${target.channel.replace(/^#/, "")}`;
  }
}
