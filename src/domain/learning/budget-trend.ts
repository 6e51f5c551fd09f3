import type { BudgetDay } from "./past.ts";

/** How an error budget went through the days. */
export type BudgetTrend = {
  readonly objective: string;
  readonly days: readonly BudgetDay[];
  /** What was left at the last day that is known. */
  readonly remaining: number | null;
  /** How much more that is than at the first day that is known; null where there is only one. */
  readonly change: number | null;
  /** What the days used, as far as each is known; null when none is. */
  readonly spent: number | null;
  /** Of how many days that is known. */
  readonly daysCounted: number;
};

/** By objective, what has least left first; what is not known comes last. */
export function budgetTrends(days: readonly BudgetDay[]): readonly BudgetTrend[] {
  const byObjective = Map.groupBy(days, ({ objective }) => objective);
  return [...byObjective.values()]
    .map(trendOf)
    .toSorted((one, other) => leftIn(one) - leftIn(other));
}

function trendOf(days: readonly BudgetDay[]): BudgetTrend {
  const ordered = days.toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const known = ordered.flatMap(({ remaining }) => (remaining === null ? [] : [remaining]));
  const spent = ordered.flatMap((one) => (one.spent === null ? [] : [one.spent]));
  const [first, last] = [known[0], known.at(-1)];
  return {
    objective: ordered[0]?.objective ?? "",
    days: ordered,
    remaining: last ?? null,
    change: first === undefined || last === undefined || known.length < 2 ? null : last - first,
    spent: spent.length === 0 ? null : spent.reduce((sum, one) => sum + one, 0),
    daysCounted: spent.length,
  };
}

function leftIn({ remaining }: BudgetTrend): number {
  return remaining ?? Number.POSITIVE_INFINITY;
}
