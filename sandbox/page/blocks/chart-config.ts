import type { ChartConfiguration, ChartDataset, ChartOptions, PointStyle } from "chart.js";
import type { Colours } from "./chart-colours.ts";
import { type ChartData, shareOf } from "./chart-data.ts";
import { patternOf } from "./chart-pattern.ts";

const POINTS: readonly PointStyle[] = ["circle", "rect", "triangle", "rectRot", "star", "cross"];
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3], [4, 4], [12, 4]];

/** What chart.js draws for a block. */
export function chartConfig(data: ChartData, colours: Colours): ChartConfiguration {
  return {
    type: data.kind === "area" ? "line" : data.kind,
    data: { labels: labelsOf(data), datasets: datasetsOf(data, colours) },
    options: optionsOf(data, colours),
  };
}

/** Slack says how large each slice of a pie is. */
function labelsOf({ kind, categories, series: [only] }: ChartData): string[] {
  if (kind !== "pie") return [...categories];
  return categories.map((category, index) => `${category}, ${shareOf(only, index)}`);
}

function datasetsOf(data: ChartData, colours: Colours): ChartDataset[] {
  if (data.kind === "pie") return [slices(data, colours)];
  return data.series.map(({ name, values }, index) => ({
    label: name,
    data: [...values],
    ...(data.kind === "bar" ? bars(colours, index) : lines(data, colours, index)),
  }));
}

function slices({ series: [only], categories }: ChartData, colours: Colours): ChartDataset {
  return {
    data: (only?.values ?? []).map((value) => value ?? 0),
    backgroundColor: categories.map((_, index) =>
      patternOf(colourOf(colours, index), colours.ground, index),
    ),
    borderColor: colours.ground,
    borderWidth: 2,
  };
}

function bars(colours: Colours, index: number): object {
  const colour = colourOf(colours, index);
  return {
    backgroundColor: patternOf(colour, colours.ground, index),
    borderColor: colour,
    borderWidth: 1,
  };
}

function lines({ kind }: ChartData, colours: Colours, index: number): object {
  const colour = colourOf(colours, index);
  return {
    borderColor: colour,
    backgroundColor: kind === "area" ? faint(colour) : colour,
    pointBackgroundColor: colour,
    pointBorderColor: colour,
    pointStyle: POINTS[index % POINTS.length],
    pointRadius: 4,
    borderWidth: 2,
    borderDash: [...(DASHES[index % DASHES.length] ?? [])],
    fill: kind === "area" ? "origin" : false,
    // The first area is at the back; what has the lowest order is drawn last.
    order: -index,
  };
}

function optionsOf(data: ChartData, colours: Colours): ChartOptions {
  const isPlotted = data.kind !== "pie";
  return {
    animation: false,
    maintainAspectRatio: false,
    color: colours.ink,
    plugins: {
      legend: {
        display: !isPlotted || data.series.length > 1,
        position: "bottom",
        // It follows the order of drawing.
        reverse: data.kind === "line" || data.kind === "area",
        labels: { color: colours.ink, usePointStyle: data.kind === "line" || data.kind === "area" },
      },
    },
    ...(isPlotted
      ? { scales: { x: axis(data.xLabel, colours), y: axis(data.yLabel, colours) } }
      : {}),
  };
}

function axis(label: string | undefined, { ink, quiet, line }: Colours): object {
  return {
    grid: { color: line },
    ticks: { color: quiet },
    title: { display: label !== undefined, text: label, color: ink },
  };
}

function colourOf({ series, ink }: Colours, index: number): string {
  return series[index % series.length] ?? ink;
}

/** Areas lie over each other, so one must see through them. */
function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 25%, transparent)`;
}
