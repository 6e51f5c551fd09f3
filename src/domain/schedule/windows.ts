import { z } from "zod";
import { overlap, type Span, union } from "./span.ts";
import { DAY, resolve, wallTimeAt } from "./wall-time.ts";

/** Hours of some weekdays by the wall clock. */
export const Window = z
  .object({
    /** ISO weekdays, 1 is Monday, on which it starts. */
    days: z.array(z.number()).readonly(),
    /** Milliseconds after midnight. */
    from: z.number(),
    /** Milliseconds after midnight; not after `from` means on the next day. */
    to: z.number(),
  })
  .readonly();
export type Window = z.infer<typeof Window>;

/** 1 January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

/** When any of the windows is open within the span. */
export function openIn(windows: readonly Window[], zone: string, within: Span): readonly Span[] {
  const first = Math.floor(wallTimeAt(within.start, zone) / DAY) - 2;
  const last = Math.floor(wallTimeAt(within.end, zone) / DAY) + 1;
  const open: Span[] = [];
  for (let day = first; day <= last; day += 1) {
    for (const window of windows) {
      if (!window.days.includes(weekdayOf(day))) continue;
      const span = overlap(windowOn(window, day, zone), within);
      if (span !== null) open.push(span);
    }
  }
  return union(open);
}

/** Whether any of the windows is open at the instant: quicker than to look at a stretch of time. */
export function isOpenAt(windows: readonly Window[], zone: string, instant: number): boolean {
  const wall = wallTimeAt(instant, zone);
  const day = Math.floor(wall / DAY);
  const time = wall - day * DAY;
  return windows.some(({ days, from, to }) => {
    const isOvernight = to <= from;
    const since = days.includes(weekdayOf(day)) && time >= from && (isOvernight || time < to);
    return since || (isOvernight && time < to && days.includes(weekdayOf(day - 1)));
  });
}

function windowOn({ from, to }: Window, day: number, zone: string): Span {
  const end = to > from ? to : to + DAY;
  return { start: resolve(day * DAY + from, zone), end: resolve(day * DAY + end, zone) };
}

function weekdayOf(day: number): number {
  return ((((day + FIRST_WEEKDAY - 1) % 7) + 7) % 7) + 1;
}
