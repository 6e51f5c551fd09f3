import { DateTime } from "luxon";
import { type Problem, warningAt } from "#domain/configuration/finding.ts";
import { gapsAhead } from "#domain/schedule/gaps-ahead.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Span } from "#domain/schedule/span.ts";

/** Schedules that leave somebody wanted and nobody on call, as the file has them. */
export function checkCoverage(
  schedules: ReadonlyMap<string, Schedule>,
  now: DateTime,
): readonly Problem[] {
  return [...schedules.values()].flatMap((schedule) => {
    const found = gapsAhead(schedule, now);
    const [first] = found;
    return first === undefined ? [] : [gapIn(schedule, first, found.length)];
  });
}

function gapIn({ id, timezone, coverage }: Schedule, first: Span, count: number): Problem {
  const days = Math.round(coverage.lookahead.as("days"));
  const others = count === 1 ? "" : `, and ${count - 1} more in the next ${days} days`;
  const [start, end] = [first.start, first.end].map((instant) => local(instant, timezone));
  const message = `nobody is on call from ${start} to ${end} (${timezone})${others}`;
  const fix = `let a layer cover it, or say in coverage when somebody must be on call; muster gaps ${id} lists them`;
  return warningAt(["schedules", id], message, fix);
}

function local(instant: number, zone: string): string {
  return DateTime.fromMillis(instant, { zone, locale: "en" }).toFormat("ccc d LLL yyyy HH:mm");
}
