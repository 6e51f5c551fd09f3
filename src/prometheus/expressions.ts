import type { Indicator, Objective } from "#domain/objective/objective.ts";
import { WINDOW_VARIABLE } from "#domain/objective/objective.ts";
import { prometheusDuration } from "#domain/objective/prometheus-duration.ts";
import { countsBuckets } from "#domain/objective/query.ts";

/** A function over a range: its name, a selector, and the range that stands for the window. */
const OVER_WINDOW =
  /([a-z_]+)\s*\(\s*[A-Za-z_:][\w:]*\s*(?:\{(?:[^{}"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')*\})?\s*\[\s*\{\{\s*\.window\s*\}\}\s*\]/g;

/** The query over so many seconds. */
export function over(query: string, seconds: number): string {
  return query.trim().replaceAll(WINDOW_VARIABLE, prometheusDuration(seconds));
}

/**
 * The share of bad events. A series of errors that does not exist yet counts as none of them, by the label
 * sets of all events; without any event there is no share at all.
 */
export function errorRatio(indicator: Indicator, seconds: number): string {
  if (indicator.kind === "ratio") return over(indicator.errorRatio, seconds);
  return `(${badEvents(indicator, seconds)})\n/\n((${over(indicator.total, seconds)}) > 0)`;
}

/**
 * How many were bad, or how many a second, as the query itself counts; zero where no series of errors exists yet. A
 * bucket of a histogram is there from the first event on: without it the query asks for the wrong one, and nothing is
 * known.
 */
export function badEvents(
  { bad, total }: Extract<Indicator, { kind: "events" }>,
  seconds: number,
): string {
  if (countsBuckets(bad)) return `(${over(bad, seconds)})`;
  return `(${over(bad, seconds)})\nor\n0 * (${over(total, seconds)})`;
}

/** By what the query must be multiplied to count events; null when that cannot be told from it. */
export function eventsFactor(query: string, seconds: number): number | null {
  const functions = new Set([...query.matchAll(OVER_WINDOW)].map(([, name]) => name));
  const ranges = [...query.matchAll(WINDOW_VARIABLE)].length;
  const [name] = functions;
  if (functions.size !== 1 || ranges !== [...query.matchAll(OVER_WINDOW)].length) return null;
  if (name === "rate" || name === "irate") return seconds;
  return name === "increase" ? 1 : null;
}

/** Selects what was recorded for the objective. */
export function recorded(metric: string, { id }: Pick<Objective, "id">): string {
  return `${metric}{sloth_id="${id}"}`;
}

/** By how much a counter grew; one that has just begun grew from nothing, which increase() does not see. */
export function growth(selected: string, range: string): string {
  return `(${selected} unless ${selected} offset ${range}) or increase(${selected}[${range}])`;
}
