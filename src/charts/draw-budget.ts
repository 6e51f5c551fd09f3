import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import { caption, headline, promise } from "./describe-budget.ts";
import { PALETTE } from "./palette.ts";
import { type Level, plot, PLOT_HEIGHT, timeAxis, WIDTH } from "./plot.ts";
import { text, widestOf } from "./svg.ts";

const HEIGHT = 808;
const MARGIN = 28;
const BUDGET_TOP = 178;
const BURN_TOP = 482;
/** Further down only the numbers tell; a label has no room for more figures. */
const DEEPEST = -9;
/** A logarithm has no end at zero: what burns slower than this lies on the axis. */
const LEAST_BURN = 0.3;

/** The chart as SVG: what was taken of the budget, and how fast it burnt. */
export function drawChart(chart: BudgetChart): string {
  const card = `<rect x="1" y="1" width="${WIDTH - 2}" height="${HEIGHT - 2}" rx="12" fill="${PALETTE.card}" stroke="${PALETTE.edge}" stroke-width="2"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="DejaVu Sans">`,
    card,
    text(headline(chart.live), MARGIN, 54, { size: 30, bold: true }),
    text(shortened(promise(chart.live)), MARGIN, 94, { color: PALETTE.quiet }),
    budgetPlot(chart),
    burnPlot(chart),
    timeAxis(chart, BURN_TOP + PLOT_HEIGHT + 34),
    text(caption(chart), MARGIN, HEIGHT - 22, { color: PALETTE.quiet }),
    "</svg>",
  ].join("\n");
}

function budgetPlot(chart: BudgetChart): string {
  const policy = policyLevel(chart);
  const lowest = Math.min(0, ...chart.left.map(({ value }) => value));
  const bottom = lowest < 0 ? Math.max(DEEPEST, -roundedUp(-lowest)) : 0;
  const marks = [...new Set([1, 0, bottom, 0.5])].map((value) => budgetLevel(value, false));
  return plot(chart, {
    top: BUDGET_TOP,
    heading: policy === null ? "Budget left" : "Budget left (dashed: postmortem below)",
    points: chart.left,
    levels: policy === null ? marks : [policy, ...marks],
    scale: (value) => (value - bottom) / (1 - bottom),
  });
}

/** Where one incident has used too much, counted from where it began. */
function policyLevel({ impact, policyShare, left }: BudgetChart): Level | null {
  if (impact === null || policyShare === null) return null;
  const before = left.findLast(({ at }) => at <= impact.start) ?? left[0];
  return before === undefined ? null : budgetLevel(before.value - policyShare, true);
}

function budgetLevel(value: number, isLimit: boolean): Level {
  return { value, label: `${Math.round(value * 100)} %`, isLimit };
}

/** By its logarithm: 1x and 1000x are both to be seen. */
function burnPlot(chart: BudgetChart): string {
  const paging = chart.pairs.filter(({ severity }) => severity === "page");
  const factors = paging.map(({ factor }) => factor.toNumber());
  const highest = Math.max(...factors, ...chart.burn.map(({ value }) => value), 10);
  const levels = factors.toSorted((a, b) => b - a).map((factor) => burnLevel(factor, true));
  const decades = Math.log10((highest * 1.5) / LEAST_BURN);
  return plot(chart, {
    top: BURN_TOP,
    heading: "Burn rate (dashed: somebody is paged)",
    points: chart.burn,
    levels: [
      ...levels,
      burnLevel(1, false),
      burnLevel(10 ** Math.floor(Math.log10(highest)), false),
    ],
    scale: (value) => Math.log10(Math.max(value, LEAST_BURN) / LEAST_BURN) / decades,
  });
}

function burnLevel(factor: number, isLimit: boolean): Level {
  return { value: factor, label: `${Number(factor.toPrecision(3))}x`, isLimit };
}

/** To one figure, such as 0.4, 2 or 30. */
function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / unit) * unit;
}

function shortened(words: string): string {
  const room = WIDTH - 2 * MARGIN;
  if (widestOf(words) <= room) return words;
  let length = words.length;
  while (widestOf(`${words.slice(0, length)}…`) > room) length -= 1;
  return `${words.slice(0, length)}…`;
}
