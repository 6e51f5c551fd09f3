import type { Json } from "#sandbox/json.ts";
import type { Sample } from "#sandbox/page/reference/sample.ts";

const HOURS = ["10:00", "10:15", "10:30", "10:45", "11:00"];

const SERVICES: readonly (readonly [string, readonly number[]])[] = [
  ["checkout", [2, 3, 40, 31, 6]],
  ["search", [5, 4, 9, 12, 8]],
  ["login", [1, 1, 18, 22, 3]],
  ["payments", [0, 2, 28, 14, 1]],
  ["mail", [7, 6, 6, 5, 7]],
  ["images", [11, 12, 15, 13, 12]],
];

function plotted(type: string, count: number): Json {
  const series = SERVICES.slice(0, count).map(([name, values]) => ({
    name,
    data: HOURS.map((label, index) => ({ label, value: values[index] ?? 0 })),
  }));
  const axis_config = { categories: HOURS, x_label: "Time", y_label: "Errors per second" };
  return { type, series, axis_config };
}

function chart(title: string, drawn: Json): Json {
  return { type: "data_visualization", title, chart: drawn };
}

const SEGMENTS = ["Deployments", "Capacity", "Network", "People"];

export const charts: readonly Sample[] = [
  {
    title: "Line chart",
    note: "Series differ in colour, in dashes and in the form of their points.",
    blocks: [chart("Errors by service", plotted("line", 6))],
  },
  {
    title: "Bar chart",
    note: "Series differ in colour and in pattern.",
    blocks: [chart("Errors by service and time", plotted("bar", 3))],
  },
  {
    title: "Area chart",
    note: "Areas are transparent, so that none hides another.",
    blocks: [chart("Errors, as areas", plotted("area", 2))],
  },
  {
    title: "Pie chart",
    note: "The numbers of every chart stand in a table for screen readers.",
    blocks: [
      chart("Causes of incidents", {
        type: "pie",
        segments: SEGMENTS.map((label, index) => ({ label, value: 12 - 3 * index })),
      }),
    ],
  },
];
