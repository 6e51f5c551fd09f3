import { asJson, asList, asRecords, asText, type Json } from "#sandbox/json.ts";

export type ChartData = {
  readonly kind: "line" | "bar" | "area" | "pie";
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly xLabel: string | undefined;
  readonly yLabel: string | undefined;
};

/** A value for each category; null where the app sent none. */
type Series = { readonly name: string; readonly values: readonly (number | null)[] };

/** Throws for a kind of chart that is not known here. */
export function chartData(block: Json): ChartData {
  const chart = asJson(block["chart"]);
  const title = asText(block["title"]) ?? "";
  const { type: kind } = chart;
  if (kind === "pie") return { kind, title, ...slices(chart) };
  if (kind === "line" || kind === "bar" || kind === "area") {
    return { kind, title, ...plotted(chart) };
  }
  throw new Error(`no chart of type “${String(kind)}” is known`);
}

/** A slice as a part of the whole pie. */
export function shareOf(pie: Series | undefined, index: number): string {
  const values = pie?.values ?? [];
  const whole = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return whole === 0 ? "0 %" : `${Math.round((100 * (values[index] ?? 0)) / whole)} %`;
}

type Content = Omit<ChartData, "kind" | "title">;

function slices(chart: Json): Content {
  const segments = asRecords(chart["segments"]);
  const series = [{ name: "Value", values: segments.map(valueOf) }];
  return { categories: segments.map(labelOf), series, xLabel: undefined, yLabel: undefined };
}

function plotted(chart: Json): Content {
  const axes = asJson(chart["axis_config"]);
  const categories = asList(axes["categories"]).map(String);
  const series = asRecords(chart["series"]).map((one) => ({
    name: asText(one["name"]) ?? "",
    values: valuesAt(categories, asRecords(one["data"])),
  }));
  return { categories, series, xLabel: asText(axes["x_label"]), yLabel: asText(axes["y_label"]) };
}

/** The points may come in any order: their labels say where they belong. */
function valuesAt(
  categories: readonly string[],
  points: readonly Json[],
): readonly (number | null)[] {
  const byLabel = new Map(points.map((point) => [labelOf(point), valueOf(point)]));
  return categories.map((category) => byLabel.get(category) ?? null);
}

function labelOf(point: Json): string {
  return asText(point["label"]) ?? "";
}

function valueOf({ value }: Json): number | null {
  return typeof value === "number" ? value : null;
}
