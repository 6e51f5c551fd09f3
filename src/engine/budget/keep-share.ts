import { DateTime } from "luxon";
import type { Incident } from "#domain/incident/incident.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { MeasuredShare } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueJudgement } from "#engine/incident/judge-jobs.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import {
  type NewShare,
  saveShare,
  type ShareVersion,
  type StoredShare,
  versionsOf,
} from "#store/budget/shares.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";

/** What came of a question about an incident and an objective. */
export type Measurement = {
  readonly incident: Incident;
  readonly objective: Objective;
  readonly measured: MeasuredShare;
  /** What was measured before, if anything. */
  readonly before: StoredShare | undefined;
  readonly now: DateTime;
};

/** What is measured by itself: of several processes that do so side by side, the first one counts. */
export async function keepNext(
  engine: Engine,
  share: NewShare & { readonly before: ShareVersion | undefined },
): Promise<void> {
  const { incident, objective, before } = share;
  const isKept = await engine.database.transaction(async (tx) => {
    await lockIncident(tx, incident);
    const newest = (await versionsOf(tx, incident)).findLast((one) => {
      return one.objective === objective && one.phase !== "manual";
    });
    if (newest?.id !== before?.id) return false;
    await keepIn(tx, share);
    return true;
  });
  if (isKept) engine.metrics.shares.inc({ quality: share.share.quality });
}

/** Every share is kept here, whatever it comes from. Cards are drawn anew only when people would see another number. */
export async function keepIn(
  tx: Transaction,
  { before, ...share }: NewShare & { readonly before: StoredShare | undefined },
): Promise<void> {
  const isNews = before === undefined || wordsOf(before) !== wordsOf(share);
  await saveShare(tx, share);
  if (isNews) await enqueueAnnouncement(tx, share.incident);
  if (isNews && share.phase !== "live") await enqueueJudgement(tx, share.incident);
}

/** A measurement as it is kept. */
export function shareOf(
  { incident, objective, measured, now }: Measurement,
  phase: StoredShare["phase"],
): NewShare {
  const { share, asked } = measured;
  const impact = instantsOf(measured, now);
  const about = { incident: incident.id, objective: objective.id };
  return { ...about, phase, impact, share, asked, measuredAt: now };
}

function instantsOf({ impact }: MeasuredShare, now: DateTime): StoredShare["impact"] {
  if (impact === null) return null;
  return { start: instantAt(impact.start, now), end: instantAt(impact.end, now) };
}

function instantAt(seconds: number, { zone }: DateTime): DateTime {
  return DateTime.fromSeconds(seconds, { zone });
}

function wordsOf({ phase, share }: Pick<StoredShare, "phase" | "share">): string {
  return `${phase} ${share.quality} ${percent(share.share)}`;
}
