import type { DateTime } from "luxon";
import { gaps, type Override, workOut } from "./on-call.ts";
import { rotaOf, type Schedule } from "./schedule.ts";
import type { Span } from "./span.ts";

/** When nobody will be on call although somebody should be, as far ahead as the schedule says. */
export function gapsAhead(
  schedule: Schedule,
  now: DateTime,
  overrides: readonly Override[] = [],
): readonly Span[] {
  const { timezone, coverage } = schedule;
  const span = { start: now.toMillis(), end: now.plus(coverage.lookahead).toMillis() };
  const timeline = workOut(rotaOf(schedule, overrides), span);
  const minGap = coverage.minGap.toMillis();
  return gaps(timeline, timezone, { windows: coverage.windows, minGap });
}
