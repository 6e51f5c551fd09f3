import { axisBelow, heightAt, LEFT, levelAt, type Mark, type Panel, RIGHT } from "./panel.ts";
import { curve } from "./svg.ts";

/** Shares that change from day to day. */
export type Trend = {
  readonly heading: string;
  readonly lines: readonly TrendLine[];
  /** Words below, evenly spread. */
  readonly labels: readonly string[];
};

/** One value for each day: 1 is all of it; null where nothing is known. */
type TrendLine = { readonly mark: Mark; readonly values: readonly (number | null)[] };

/** Deeper only the words tell. */
const DEEPEST = -1;

export function trendPanel({ heading, lines, labels }: Trend): Panel {
  const known = lines.flatMap(({ values }) => values).filter((value) => value !== null);
  const bottom = Math.max(DEEPEST, Math.min(0, ...known.map(floorOf)));
  function shareOf(value: number): number {
    return (value - bottom) / (1 - bottom);
  }
  return {
    heading,
    legend: lines.map(({ mark }) => mark),
    draw: (top) =>
      [
        ...[...new Set([1, 0, bottom])].map((value) => {
          return levelAt(top, shareOf(value), `${Math.round(value * 100)} %`);
        }),
        ...lines.map(({ mark, values }) => curve(runsOf(values, top, shareOf), mark)),
        axisBelow(top, labels),
      ].join("\n"),
  };
}

type Point = { readonly x: number; readonly y: number };

/** Where nothing is known nothing is drawn. A day alone is a short line, or nobody would see it. */
function runsOf(
  values: readonly (number | null)[],
  top: number,
  shareOf: (value: number) => number,
): readonly (readonly Point[])[] {
  const width = (RIGHT - LEFT) / values.length;
  const runs: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ x: LEFT + width * (index + 0.5), y: heightAt(top, shareOf(value)) });
  }
  return runs.filter((run) => run.length > 0).map((run) => asLine(run, width));
}

function asLine(run: readonly Point[], width: number): readonly Point[] {
  const [first] = run;
  if (first === undefined || run.length > 1) return run;
  return [first.x - width / 4, first.x + width / 4].map((x) => ({ ...first, x }));
}

/** To a quarter below: -0.1 becomes -0.25. */
function floorOf(value: number): number {
  return Math.floor(value * 4) / 4;
}
