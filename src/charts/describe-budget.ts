import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { LiveBudget } from "#domain/objective/live-budget.ts";
import { utc } from "./plot.ts";

const DAY = 86_400;

/** The conclusion, which stands above the chart and begins its alternative text. */
export function headline({ used, remaining }: LiveBudget): string {
  if (used !== null) return `${percent(used)} of the budget used`;
  if (remaining === null) return "The budget is not known";
  return remaining < 0
    ? `The budget is overdrawn by ${percent(-remaining)}`
    : `${percent(remaining)} of the budget left`;
}

export function promise({ objective: { service, name, target }, window }: LiveBudget): string {
  return `${service} ${name}: ${target} % over ${window}`;
}

/** What the shade is, and of which day the times are. */
export function caption({ from, until, impact }: BudgetChart): string {
  const day = utc(until).toFormat("d MMM yyyy");
  const times = until - from > 2 * DAY ? "UTC" : `${day}, UTC`;
  return impact === null ? times : `Shaded: the incident. ${times}`;
}

/** What the chart shows for whoever cannot see it: the conclusion, then the same numbers. */
export function describeChart(chart: BudgetChart): string {
  const { live } = chart;
  const sentences = [
    `${headline(live)}: ${promise(live)}`,
    impactWords(chart),
    live.used === null || live.remaining === null ? "" : leftWords(live.remaining),
    burnWords(chart),
    policyWords(chart),
  ];
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence) => `${sentence}.`)
    .join(" ");
}

function impactWords({ impact, from, until }: BudgetChart): string {
  if (impact === null) return "";
  const format = until - from > 2 * DAY ? "d MMM HH:mm" : "HH:mm";
  const [start, end] = [utc(impact.start).toFormat(format), utc(impact.end).toFormat(format)];
  return impact.end >= until
    ? `The incident began at ${start} UTC and goes on`
    : `The incident was from ${start} to ${end} UTC`;
}

function leftWords(remaining: number): string {
  return remaining < 0
    ? `The budget is overdrawn by ${percent(-remaining)}`
    : `${percent(remaining)} of it is left`;
}

function burnWords({ burn, pairs }: BudgetChart): string {
  if (burn.length === 0) return "How fast it burnt is not known";
  const highest = Math.max(...burn.map(({ value }) => value));
  const paging = pairs.filter(({ severity }) => severity === "page");
  const factors = paging.map(({ factor }) => `${factor.round(2).toString()}x`);
  const alerts = factors.length === 0 ? "" : `; somebody is paged above ${factors.join(" or ")}`;
  return `It burnt up to ${Number(highest.toPrecision(3))} times faster than allowed${alerts}`;
}

function policyWords({ policyShare }: BudgetChart): string {
  return policyShare === null
    ? ""
    : `A postmortem is required when an incident uses more than ${percent(policyShare)}`;
}
