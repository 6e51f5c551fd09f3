import { growth } from "#prometheus/expressions.ts";
import { chart, type PanelBuilder, type Queries } from "./panels.ts";

export const HALF = 12;
export const QUARTER = 6;

export function counts(title: string, description: string, queries: Queries): PanelBuilder {
  return chart({ title, description, unit: "none", width: HALF, min: 0, queries });
}

export function of(metric: string, more = ""): string {
  return `${metric}{job="$job"${more === "" ? "" : `, ${more}`}}`;
}

/** By how much a counter grew within some scrapes. */
export function grown(metric: string, more = "", by = ""): string {
  const sum = by === "" ? "sum" : `sum by (${by})`;
  return `${sum} (${growth(of(metric, more), "$__rate_interval")})`;
}

export function quantiles(histogram: string): Queries {
  const buckets = `sum by (le) (rate(${of(`${histogram}_bucket`)}[$__rate_interval]))`;
  return {
    half: `histogram_quantile(0.5, ${buckets})`,
    "99 %": `histogram_quantile(0.99, ${buckets})`,
  };
}
