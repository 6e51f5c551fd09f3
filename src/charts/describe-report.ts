import type { BudgetTrend } from "#domain/learning/budget-trend.ts";
import type { CallsOfDay } from "#domain/learning/calls-by-day.ts";
import type { Report } from "#domain/learning/report.ts";
import { percent } from "#domain/objective/budget-policy.ts";

const MOST_BUDGETS = 4;

/** What the bars of pages say, the conclusion first. */
export function pageConclusion(days: readonly CallsOfDay[]): readonly string[] {
  const pages = days.map(({ business, off, sleep }) => business + off + sleep);
  const all = sum(pages);
  const most = Math.max(...pages);
  const worst = days[pages.indexOf(most)]?.day ?? "";
  const [off, sleep] = [sum(days.map((day) => day.off)), sum(days.map((day) => day.sleep))];
  return [
    `${all === 1 ? "1 page" : `${all} pages`} in ${days.length} days, ${sleep} at night`,
    `${all - off - sleep} in working hours, ${off} in other hours off, ${sleep} at night`,
    `Most on ${worst}: ${most}`,
  ];
}

export function budgetConclusion(budgets: readonly BudgetTrend[]): readonly string[] {
  return budgets.slice(0, MOST_BUDGETS).flatMap(({ objective, remaining, change }) => {
    if (remaining === null) return [];
    const left =
      remaining < 0 ? `Overdrawn by ${percent(-remaining)}` : `${percent(remaining)} left`;
    return [`${left}${directionWords(change)}: ${objective}`];
  });
}

export function repairConclusion({ repairs, lately }: Report): readonly string[] {
  const [made, done] = [
    sum(repairs.map((week) => week.made)),
    sum(repairs.map((week) => week.done)),
  ];
  if (made + done === 0) return [];
  const overdue = lately.repairs.overdue.length;
  return [`Repairs in ${repairs.length} weeks: ${made} made, ${done} done, ${overdue} overdue now`];
}

function directionWords(change: number | null): string {
  if (change === null) return "";
  if (Math.abs(change) < 0.01) return ", steady";
  return change < 0 ? ", falling" : ", rising";
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
