import { Counter, Gauge, type Registry } from "prom-client";

/** What was last read of error budgets, by objective. */
export type BudgetMetrics = {
  readonly budgetRemaining: Gauge<"objective">;
  readonly budgetBurn: Gauge<"objective">;
  readonly budgetFrozen: Gauge<"objective">;
  readonly chartsDrawable: Gauge;
  readonly chartFailures: Counter<"step">;
  readonly shares: Counter<"quality">;
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
    chartFailures: new Counter({
      name: "muster_chart_failures_total",
      help: "Charts of incidents that could not be drawn, or in whose place words were shown, by step.",
      labelNames: ["step"],
      registers,
    }),
    shares: new Counter({
      name: "muster_budget_shares_total",
      help: "Measurements of what incidents used of error budgets, by how far they can be trusted.",
      labelNames: ["quality"],
      registers,
    }),
  };
}
