import type { DateTime } from "luxon";
import {
  isOpen,
  type Incident,
  type IncidentId,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";

/** What may change whether an incident that is over needs a postmortem. */
const JUDGED_ANEW: ReadonlySet<string> = new Set<TimelineEntry["event"]["kind"]>([
  "resolved",
  "merged-into",
  "severity-set",
  "severity-raised",
  "share-given",
  "share-withdrawn",
]);

/** It is judged once it is over, and anew when that changes by which it was: never in the way of ending it. */
export function judgeJobs(
  incident: Incident,
  entries: readonly TimelineEntry[],
): readonly NewJob[] {
  if (isOpen(incident)) return [];
  return entries.some(({ event }) => JUDGED_ANEW.has(event.kind)) ? [judgement(incident.id)] : [];
}

/** Has an incident judged by what is known of it from now on. */
export async function enqueueJudgement(
  tx: Transaction,
  incident: IncidentId,
  runAt?: DateTime,
): Promise<void> {
  await enqueue(tx, [{ ...judgement(incident), runAt }]);
}

/** Beside its other timers, one after another. */
function judgement(incident: IncidentId): NewJob {
  return { lane: `tick:${incident}`, kind: "judge", payload: { incident }, dedupe: "judge" };
}
