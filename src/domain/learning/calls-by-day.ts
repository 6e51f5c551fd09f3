import { DateTime } from "luxon";
import { DAY, wallTimeAt } from "#domain/schedule/wall-time.ts";
import type { Learning } from "./learning.ts";
import type { HourKind } from "./page-load.ts";

/** How often people were called on a day, by the hours in which that was. */
export type CallsOfDay = Readonly<Record<HourKind, number>> & {
  /** Such as 2026-11-21. */
  readonly day: string;
};

/** Every day of the span by the zone's calendar, also those without a call. */
export function callsByDay({ span, calls }: Learning, zone: string): readonly CallsOfDay[] {
  const [first, last] = [dayAt(span.start, zone), dayAt(span.end - 1, zone)];
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const byDay = Map.groupBy(calls, ({ at }) => dayAt(at, zone));
  return days.map((day) => {
    const kinds = (byDay.get(day) ?? []).map(({ hours }) => hours);
    return {
      day: DateTime.fromMillis(day * DAY, { zone: "utc" }).toISODate(),
      business: kinds.filter((kind) => kind === "business").length,
      off: kinds.filter((kind) => kind === "off").length,
      sleep: kinds.filter((kind) => kind === "sleep").length,
    };
  });
}

function dayAt(instant: number, zone: string): number {
  return Math.floor(wallTimeAt(instant, zone) / DAY);
}
