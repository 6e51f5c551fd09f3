import type { LiveBudget } from "./live-budget.ts";

/** What people should know of before it is gone. */
const LITTLE = 0.25;

/** Whether somebody should look at a budget: it burns faster than allowed, little is left of it, or changes rest. */
export function wantsAttention(
  { burn, remaining }: Pick<LiveBudget, "burn" | "remaining">,
  isFrozen: boolean,
): boolean {
  return isFrozen || (burn !== null && burn > 1) || (remaining !== null && remaining < LITTLE);
}

/** What is not known stands with what is gone, never with what is well. */
export function worstBudgetFirst(
  a: Pick<LiveBudget, "remaining">,
  b: Pick<LiveBudget, "remaining">,
): number {
  return (a.remaining ?? 0) - (b.remaining ?? 0);
}
