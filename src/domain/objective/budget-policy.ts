import type { Duration } from "luxon";
import { z } from "zod";
import { IsoDuration } from "#domain/schema.ts";
import { Severity } from "#domain/severity.ts";
import type { IncidentShare } from "./incident-share.ts";
import { NotifyRule } from "./notify.ts";

const Percent = z.number().min(0).max(10_000);

/** When an incident needs a postmortem: each rule alone is enough. */
export const BudgetPolicy = z
  .strictObject({
    postmortem: z
      .strictObject({
        share: Percent.default(20).describe(
          "Required when one incident used more than so many percent of an error budget.",
        ),
        exhausted: z
          .boolean()
          .default(true)
          .describe("Required when nothing of a budget is left after the incident."),
        severities: z
          .array(Severity)
          .default([])
          .describe("Required for every incident of these severities, whatever it used."),
        dueAfter: IsoDuration.prefault("P5D").describe("How long there is to write it."),
      })
      .prefault({})
      .describe("When an incident needs a postmortem."),
    freeze: z
      .strictObject({
        leaveAfter: IsoDuration.prefault("P1D").describe(
          "How long something of the budget must be left again before changes are free.",
        ),
        exceptions: z
          .array(z.string().min(1).max(200))
          .default(["P0 fixes", "security fixes"])
          .describe("What may be changed all the same."),
      })
      .optional()
      .describe("Without it, nothing is frozen when a budget is gone."),
    notify: z
      .array(NotifyRule)
      .max(20)
      .default([])
      .describe("What is told of a budget before it is gone, once for each crossing."),
  })
  .prefault({});
export type BudgetPolicy = z.output<typeof BudgetPolicy>;

/** What one objective says of an incident. */
export type BudgetVerdictFact = {
  readonly objective: string;
  readonly share: IncidentShare;
};

export type Verdict = {
  /** Undetermined is for people to decide: what is not known is never taken for nothing. */
  readonly kind: "required" | "not-required" | "undetermined";
  readonly reason: string;
};

/** Numbers as they come from divisions: what differs by less is the same. */
const ROUNDING = 1e-9;

/** Whether an incident needs a postmortem, with the numbers that say so. */
export function judgePostmortem(
  { postmortem }: BudgetPolicy,
  {
    severity,
    facts,
  }: { readonly severity: Severity; readonly facts: readonly BudgetVerdictFact[] },
): Verdict {
  if (postmortem.severities.includes(severity)) {
    return { kind: "required", reason: `Every ${severity} gets one.` };
  }
  const needed = facts.flatMap((fact) => reasonToWrite(postmortem, fact));
  if (needed.length > 0) return { kind: "required", reason: needed.join(" ") };
  const unknown = facts.filter(({ share }) => share.share === null);
  if (unknown.length > 0) {
    const names = unknown.map(({ objective, share }) => `${objective}: ${share.notes.join(" ")}`);
    return { kind: "undetermined", reason: names.join(" ") };
  }
  if (facts.length === 0) return { kind: "not-required", reason: "No objective was concerned." };
  const most = facts.toSorted((a, b) => (b.share.share ?? 0) - (a.share.share ?? 0))[0];
  const used =
    most === undefined ? "" : ` at most ${percent(most.share.share)} (${most.objective})`;
  const reason = `It used${used} of an error budget; more than ${postmortem.share} % would need one.`;
  return { kind: "not-required", reason };
}

function reasonToWrite(
  { share: limit, exhausted }: BudgetPolicy["postmortem"],
  { objective, share }: BudgetVerdictFact,
): readonly string[] {
  const used = share.share;
  if (used !== null && used * 100 > limit * (1 + ROUNDING)) {
    return [`It used ${percent(used)} of the error budget of ${objective}, more than ${limit} %.`];
  }
  const left = share.remainingAfter;
  const isGone = exhausted && used !== null && used > 0 && left !== null && left <= ROUNDING;
  return isGone ? [`Nothing is left of the error budget of ${objective} (${percent(left)}).`] : [];
}

/** Whether changes to a service rest, and since when it would be free again. */
export type Freeze = {
  readonly frozen: boolean;
  /** Since when something of the budget is left, while it is frozen all the same; in milliseconds. */
  readonly recoveringSince: number | null;
};

export const NOT_FROZEN: Freeze = { frozen: false, recoveringSince: null };

/**
 * The freeze after one more look at what is left. It begins when the budget is gone, and ends only when
 * something has been left for a while: a rolling window crosses zero many times. What is not known changes nothing.
 */
export function followFreeze(
  before: Freeze,
  remaining: number | null,
  { now, leaveAfter }: { readonly now: number; readonly leaveAfter: Duration },
): Freeze {
  if (remaining === null) return before;
  if (remaining <= 0) return { frozen: true, recoveringSince: null };
  if (!before.frozen) return NOT_FROZEN;
  const since = before.recoveringSince ?? now;
  return now - since >= leaveAfter.toMillis()
    ? NOT_FROZEN
    : { frozen: true, recoveringSince: since };
}

/** 36.6 %, 0.04 %: three figures that mean something. */
export function percent(share: number | null): string {
  if (share === null) return "an unknown share";
  return `${Number((share * 100).toPrecision(3))} %`;
}
