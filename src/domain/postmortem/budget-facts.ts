import type { DateTime } from "luxon";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";

/** What the incident used of one error budget. */
export type BudgetFact = {
  /** The objective's id. */
  readonly id: string;
  /** checkout availability 99.9 %/30d */
  readonly objective: string;
  /** Of the window's budget: 0.2 is a fifth; null when it is not known. */
  readonly share: number | null;
  readonly quality: "measured" | "estimated" | "manual" | "unavailable";
  readonly before: number | null;
  readonly after: number | null;
  readonly failed: number | null;
  readonly total: number | null;
  /** When it hurt, and how that is known, in words that follow the times. */
  readonly impact: {
    readonly start: DateTime;
    readonly end: DateTime;
    readonly from: string;
  } | null;
  /** Whether it was measured for good; null when it never was. */
  readonly measuredAt: DateTime | null;
  readonly isFinal: boolean;
  /** Why it is not better known, in words. */
  readonly notes: readonly string[];
};

/** A chart of an error budget, as it was read last. */
export type ChartFact = {
  /** The objective's id. */
  readonly id: string;
  readonly chart: BudgetChart;
  readonly takenAt: DateTime;
};
