import type { AskedQuery } from "./measured-share.ts";

/** What a budget is computed from, counted at one moment; what is not known is null. */
export type BudgetInputs = {
  /** The share of bad events in the last five minutes. */
  readonly recentRatio: number | null;
  /** The same over the whole window. */
  readonly windowRatio: number | null;
  /** How many events those were; null where only shares are known. */
  readonly bad: number | null;
  readonly total: number | null;
  /** A query that groups makes a budget for each group: how many there are, and by which labels this one is known. */
  readonly groups: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly asked: readonly AskedQuery[];
};
