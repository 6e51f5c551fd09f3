import { Gauge, type Registry } from "prom-client";

/** What was last read of error budgets, by objective. */
export type BudgetMetrics = {
  readonly budgetRemaining: Gauge<"objective">;
  readonly budgetBurn: Gauge<"objective">;
  readonly budgetFrozen: Gauge<"objective">;
  readonly chartsDrawable: Gauge;
};

export function budgetMetrics(registry: Registry): BudgetMetrics {
  const [labelNames, registers] = [["objective"] as const, [registry]];
  return {
    budgetRemaining: new Gauge({
      name: "muster_error_budget_remaining_ratio",
      help: "What is left of an error budget, as last read; below zero it is overdrawn.",
      labelNames,
      registers,
    }),
    budgetBurn: new Gauge({
      name: "muster_error_budget_burn_rate",
      help: "How many times faster than allowed an error budget is used, as last read.",
      labelNames,
      registers,
    }),
    budgetFrozen: new Gauge({
      name: "muster_freeze",
      help: "1 while changes rest because an error budget is gone.",
      labelNames,
      registers,
    }),
    chartsDrawable: new Gauge({
      name: "muster_charts_drawable",
      help: "1 when charts can be drawn here, 0 when words take their place.",
      registers,
    }),
  };
}
