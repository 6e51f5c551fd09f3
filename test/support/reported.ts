import type { Past } from "#domain/learning/past.ts";
import { type Report, reportOf } from "#domain/learning/report.ts";
import { weekSpan } from "#domain/learning/week.ts";
import { moment, past } from "./past.ts";

/** The report of the week from the 16th to the 22nd of November 2026, by UTC. */
export function reported(changes: Partial<Past> = {}): Report {
  const span = weekSpan("2026-W47", "utc", 4);
  return reportOf(past({ span, asOf: moment("2026-11-23"), ...changes }), "2026-W47", "utc");
}
