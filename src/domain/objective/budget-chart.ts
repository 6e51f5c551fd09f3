import type { AlertPair } from "./alert-pairs.ts";
import type { ImpactInterval } from "./impact-interval.ts";
import type { LiveBudget } from "./live-budget.ts";
import type { Objective } from "./objective.ts";

/** A value at a moment, in seconds since 1970, as all times here. */
export type Point = { readonly at: number; readonly value: number };

export type ChartQuestion = {
  readonly objective: Objective;
  /** Which of several budgets is meant; none for an objective that is not grouped. */
  readonly labels: Readonly<Record<string, string>>;
  readonly from: number;
  readonly until: number;
  /** How many events of the window may fail, where that has been measured; it is asked for when left out. */
  readonly allowed?: number;
};

/** What is drawn of one error budget and one incident. */
export type BudgetChart = {
  /** The numbers that stand beside the lines. */
  readonly live: LiveBudget;
  readonly from: number;
  readonly until: number;
  /** How far the points are apart; where one is missing the line is broken. */
  readonly step: number;
  /** What would be left if the chart had begun with a whole budget: it begins at 1 and only falls. */
  readonly left: readonly Point[];
  /** How many times faster than allowed the budget burnt. */
  readonly burn: readonly Point[];
  /** When it hurt; null while that is not known. */
  readonly impact: ImpactInterval | null;
  /** One incident that uses more than this share needs a postmortem; null without such a rule. */
  readonly policyShare: number | null;
  /** At which burn rates somebody is alerted. */
  readonly pairs: readonly Pick<AlertPair, "severity" | "factor">[];
};

/** The lines of a chart. */
export type Curves = Pick<BudgetChart, "from" | "until" | "step" | "left" | "burn">;
