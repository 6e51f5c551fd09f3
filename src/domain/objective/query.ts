import { z } from "zod";
import { type Indicator, type Objective, WINDOW_VARIABLE } from "./objective.ts";

/** PromQL that looks back over `{{.window}}`. */
export const Query = z
  .string()
  .trim()
  .refine((query) => query.search(WINDOW_VARIABLE) >= 0, {
    message: "the query does not say over which window it looks",
    params: {
      fix: "write [{{.window}}] in place of each range, such as rate(errors_total[{{.window}}])",
    },
  });

/** Whether two queries count different things, however they are spaced. */
export function eventQueriesDiffer(bad: string, total: string): boolean {
  return bad.replaceAll(/\s+/g, "") !== total.replaceAll(/\s+/g, "");
}

const BUCKET = /\b[\w:]+_bucket\s*\{/;
const WHOLE_BUCKET = /\ble\s*=\s*["']\d+["']/;

/** Whether events are counted by how long they took. */
export function countsBuckets(query: string): boolean {
  return BUCKET.test(query);
}

/** The buckets that Prometheus 3 calls otherwise: le="1" is le="1.0" there, and the query finds nothing. */
export function renamedBuckets({ indicator }: Pick<Objective, "indicator">): readonly string[] {
  const queries =
    indicator.kind === "ratio" ? [indicator.errorRatio] : [indicator.bad, indicator.total];
  return [...new Set(queries.flatMap((query) => WHOLE_BUCKET.exec(query)?.[0] ?? []))];
}

const GROUPING = /\bby\s*\(([\w\s,]*)\)/i;

/** By which labels there are several budgets; none when there is one. */
export function groupedBy(indicator: Indicator): readonly string[] {
  const query = indicator.kind === "ratio" ? indicator.errorRatio : indicator.total;
  const [, names = ""] = GROUPING.exec(query) ?? [];
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
