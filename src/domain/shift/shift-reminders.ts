import type { Duration } from "luxon";
import type { Shift } from "#domain/schedule/layer.ts";
import type { Span } from "#domain/schedule/span.ts";

type Reminders = {
  /** Shifts whose people are reminded now. */
  readonly due: readonly Shift[];
  /** Moments at which somebody is to be reminded later. */
  readonly later: readonly number[];
};

/**
 * Of which shifts their people are reminded: those whose moment has come since the last look. Moments that one look
 * finds together become one reminder, and what was planned too late for its moment has none.
 */
export function remindersIn(
  shifts: readonly Shift[],
  aheads: readonly Duration[],
  look: Span,
): Reminders {
  const moments = shifts
    .filter(({ start }) => start > look.end)
    .flatMap((shift) => aheads.map((ahead) => ({ shift, at: shift.start - ahead.toMillis() })));
  const due = moments.filter(({ at }) => at > look.start && at <= look.end);
  return {
    due: [...new Set(due.map(({ shift }) => shift))],
    later: moments.map(({ at }) => at).filter((at) => at > look.end),
  };
}
