import { Big } from "big.js";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";

const START = Date.UTC(2026, 10, 21, 12) / 1000;
const STEP = 60;
const MINUTES = 120;
/** In minutes from the beginning. */
const IMPACT = { start: 45, end: 69 };

/** Two hours with an outage of 24 minutes, which used 36.6 % of the budget. */
export function budgetChart(more: Partial<BudgetChart> = {}): BudgetChart {
  const minutes = Array.from({ length: MINUTES + 1 }, (_, minute) => minute);
  const length = IMPACT.end - IMPACT.start;
  return {
    live: {
      objective: { service: "checkout", name: "requests", target: "99.9" },
      window: "30d",
      burn: 0.2,
      remaining: 0.357,
      used: 0.366,
      untilGone: null,
    },
    from: START,
    until: START + MINUTES * 60,
    step: STEP,
    left: minutes.map((minute) => {
      const gone = Math.min(length, Math.max(0, minute - IMPACT.start)) / length;
      return { at: START + minute * STEP, value: 1 - 0.366 * gone };
    }),
    burn: minutes.map((minute) => {
      const isBad = minute > IMPACT.start && minute <= IMPACT.end;
      return { at: START + minute * STEP, value: isBad ? 350 : 0.2 };
    }),
    impact: { start: START + IMPACT.start * 60, end: START + IMPACT.end * 60 },
    policyShare: 0.2,
    pairs: [
      { severity: "page", factor: new Big("14.4") },
      { severity: "page", factor: new Big("6") },
      { severity: "ticket", factor: new Big("3") },
      { severity: "ticket", factor: new Big("1") },
    ],
    ...more,
  };
}
