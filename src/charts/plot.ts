import { DateTime } from "luxon";
import type { BudgetChart, Point } from "#domain/objective/budget-chart.ts";
import { PALETTE } from "./palette.ts";
import { box, curve, FONT_SIZE, line, text } from "./svg.ts";

export const WIDTH = 720;
const LEFT = 116;
const RIGHT = WIDTH - 28;
export const PLOT_HEIGHT = 230;

const DAY = 86_400;
/** Nearer than this, two labels of an axis would touch. */
const LABEL_HEIGHT = FONT_SIZE + 2;

/** A level with its label; the first ones keep their labels where there is no room for all. */
export type Level = { readonly value: number; readonly label: string; readonly isLimit: boolean };

type Plot = {
  readonly top: number;
  readonly heading: string;
  readonly points: readonly Point[];
  readonly levels: readonly Level[];
  /** From 0 at the bottom to 1 at the top. */
  readonly scale: (value: number) => number;
};

/** One curve with its levels, and the impact behind it. */
export function plot(chart: BudgetChart, { top, heading, points, levels, scale }: Plot): string {
  const x = across(chart);
  function y(value: number): number {
    return top + PLOT_HEIGHT * (1 - Math.min(1, Math.max(0, scale(value))));
  }
  const placed = points.map(({ at, value }) => ({ at, x: x(at), y: y(value) }));
  return [
    text(heading, 28, top - 24, { bold: true }),
    impactBehind(chart, top),
    ...levels.map((level) => levelAt(level, y(level.value))),
    ...withRoom(levels.map((level) => ({ ...level, y: y(level.value) }))),
    curve(unbroken(placed, chart.step)),
  ].join("\n");
}

/** From a time to its place, never outside of the chart. */
function across({ from, until }: Pick<BudgetChart, "from" | "until">): (at: number) => number {
  return (at) => {
    const share = until > from ? (at - from) / (until - from) : 0;
    return LEFT + (RIGHT - LEFT) * Math.min(1, Math.max(0, share));
  };
}

function impactBehind(chart: BudgetChart, top: number): string {
  if (chart.impact === null) return "";
  const x = across(chart);
  const [start, end] = [x(chart.impact.start), x(chart.impact.end)];
  const shade = { x: start, y: top, width: Math.max(3, end - start), height: PLOT_HEIGHT };
  return box(shade, PALETTE.impact);
}

function levelAt({ isLimit }: Level, y: number): string {
  const ends = { x1: LEFT, y1: y, x2: RIGHT, y2: y };
  return isLimit ? line(ends, PALETTE.alarm, "10 8") : line(ends, PALETTE.grid);
}

function withRoom(levels: readonly (Level & { readonly y: number })[]): readonly string[] {
  const taken: number[] = [];
  return levels.flatMap(({ label, isLimit, y }) => {
    if (taken.some((other) => Math.abs(other - y) < LABEL_HEIGHT)) return [];
    taken.push(y);
    const color = isLimit ? PALETTE.alarm : PALETTE.quiet;
    return [text(label, LEFT - 12, y + FONT_SIZE / 3, { anchor: "end", color })];
  });
}

/** Where points are missing nothing is known, and nothing is drawn. */
function unbroken<Placed extends { readonly at: number }>(
  points: readonly Placed[],
  step: number,
): readonly (readonly Placed[])[] {
  const runs: Placed[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || point.at - last.at > step * 1.5) {
      runs.push([point]);
    } else run.push(point);
  }
  return runs;
}

/** When the chart begins, its middle and its end. */
export function timeAxis({ from, until }: Pick<BudgetChart, "from" | "until">, y: number): string {
  const format = until - from > 2 * DAY ? "d MMM" : "HH:mm";
  const x = across({ from, until });
  const moments = [
    [from, "start"],
    [(from + until) / 2, "middle"],
    [until, "end"],
  ] as const;
  return moments
    .map(([at, anchor]) =>
      text(utc(at).toFormat(format), x(at), y, { anchor, color: PALETTE.quiet }),
    )
    .join("\n");
}

export function utc(seconds: number): DateTime {
  return DateTime.fromSeconds(seconds, { zone: "utc", locale: "en" });
}
