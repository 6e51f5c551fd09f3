import type { ChartQuestion, Curves } from "#domain/objective/budget-chart.ts";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import type { MeasuredShare, ShareQuestion } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";

/** Asks whoever counts the events; given by whoever wires the program. */
export type BudgetReader = {
  /** As muster.yaml and its files stand now. */
  readonly objectives: () => readonly Objective[];
  /** How one stands at a moment, in seconds since 1970; throws an error that says in words why it is not known. */
  readonly read: (objective: Objective, at: number) => Promise<Omit<LiveBudget, "used">>;
  /** What that is computed from; throws in the same way. */
  readonly inputs: (objective: Objective, at: number) => Promise<BudgetInputs>;
  /** What an incident used of one; throws in the same way. */
  readonly measure: (question: ShareQuestion) => Promise<MeasuredShare>;
  /** The curves of a chart; throws in the same way. */
  readonly chart: (question: ChartQuestion) => Promise<Curves>;
  /** For how many seconds it keeps what it counted; null where it does not say. Never throws. */
  readonly retention: () => Promise<number | null>;
};
