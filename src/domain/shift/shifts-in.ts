import type { Shift } from "#domain/schedule/layer.ts";
import type { Rotas } from "#domain/schedule/rotas.ts";
import { joined, type Span } from "#domain/schedule/span.ts";

/** The shifts of a schedule that share time with the span, however long it is; not cut where it begins and ends. */
export function shiftsIn(rotas: Rotas, schedule: string, { start, end }: Span): readonly Shift[] {
  const shifts: Shift[] = [];
  let timeline = rotas.around(schedule, start);
  let since = Number.NEGATIVE_INFINITY;
  while (timeline !== null) {
    shifts.push(...endingAfter(timeline.shifts, since));
    since = timeline.span.end;
    if (since > end) break;
    timeline = rotas.around(schedule, since);
  }
  const whole = joined(shifts, (one, other) => one.person === other.person);
  return whole.filter((shift) => shift.start < end && shift.end > start);
}

function endingAfter(shifts: readonly Shift[], instant: number): readonly Shift[] {
  return shifts
    .filter(({ end }) => end > instant)
    .map((shift) => ({ ...shift, start: Math.max(shift.start, instant) }));
}
