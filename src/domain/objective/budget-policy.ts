import type { Duration } from "luxon";
import { z } from "zod";
import { IsoDuration } from "#domain/schema.ts";
import { NotifyRule } from "./notify.ts";

/** What follows when an error budget is used. */
export const BudgetPolicy = z
  .strictObject({
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
