import type { BudgetChart } from "#domain/objective/budget-chart.ts";

/** What people would see of a chart: two with the same words look the same to them. */
export function pictureWords({ live, impact, until, burn }: BudgetChart): string {
  const start = impact === null ? "" : `${impact.start}`;
  const isOver = impact !== null && impact.end < until;
  const highest = Math.max(0, ...burn.map(({ value }) => value));
  return [
    `${live.objective.service}/${live.objective.name}/${live.objective.target}/${live.window}`,
    start,
    isOver ? `${impact.end}` : "goes on",
    rough(live.used, 2),
    rough(live.remaining, 2),
    rough(live.burn, 1),
    rough(highest, 1),
  ].join(" ");
}

function rough(value: number | null, figures: number): string {
  return value === null ? "?" : value.toPrecision(figures);
}
