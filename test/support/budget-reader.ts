import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { objective } from "./objective.ts";

/** What a test says of a budget. */
export type Known = Pick<LiveBudget, "burn" | "remaining"> | "no answer";

/** A Prometheus that says what the test does; what it is not asked for there it refuses. */
export function budgetReader(
  known: (objective: Objective) => Known,
  more: Partial<BudgetReader> = {},
): BudgetReader {
  return {
    objectives: () => [objective()],
    read: async (asked) => answer(asked, known(asked)),
    inputs: notAsked,
    measure: notAsked,
    chart: notAsked,
    retention: async () => null,
    ...more,
  };
}

function answer({ service, name }: Objective, known: Known): Omit<LiveBudget, "used"> {
  if (known === "no answer") throw new Error("Prometheus: it is gone");
  const promise = { service, name, target: "99.9" };
  return { objective: promise, window: "30d", untilGone: null, ...known };
}

function notAsked(): Promise<never> {
  return Promise.reject(new Error("nobody asks for it here"));
}
