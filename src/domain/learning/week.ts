import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import { DAY, parseWallTime, resolve, wallTimeAt } from "#domain/schedule/wall-time.ts";

/** A week of the calendar, from Monday on, as ISO 8601 writes it: 2026-W47. */
export type Week = string;

const WRITTEN = /^(20\d{2})-w(0[1-9]|[1-4]\d|5[0-3])$/i;

/** When a team is told of the week that is over. */
export type ReportTime = {
  /** 1 is Monday, 7 is Sunday. */
  readonly day: number;
  /** Milliseconds after midnight. */
  readonly at: number;
  readonly zone: string;
};

export function weekAt(instant: number, zone: string): Week {
  return DateTime.fromMillis(wallTimeAt(instant, zone), { zone: "utc" }).toFormat("kkkk-'W'WW");
}

/** Reads `2026-W47`, `last` and `this`; null for anything else, such as a week that the year does not have. */
export function parseWeek(typed: string, now: Week): Week | null {
  const text = typed.toLowerCase();
  if (text === "this") return now;
  if (text === "last") return laterWeek(now, -1);
  const [, year = "", number = ""] = WRITTEN.exec(text) ?? [];
  if (year === "") return null;
  const week = `${year}-W${number}`;
  return laterWeek(week, 0) === week ? week : null;
}

export function laterWeek(week: Week, weeks: number): Week {
  return weekAt(mondayOf(week) + weeks * 7 * DAY, "utc");
}

/** From Monday's midnight in the zone to the next one's, and so many whole weeks before it. */
export function weekSpan(week: Week, zone: string, weeks = 1): Span {
  const end = mondayOf(week) + 7 * DAY;
  return { start: resolve(end - weeks * 7 * DAY, zone), end: resolve(end, zone) };
}

/** The last week of which a report was due, when that was, and when the next one is. */
export function reportsAround(
  now: number,
  { day, at, zone }: ReportTime,
): { readonly week: Week; readonly due: number; readonly next: number } {
  function dueIn(week: Week): number {
    return resolve(mondayOf(week) + (day - 1) * DAY + at, zone);
  }
  const current = weekAt(now, zone);
  const isDue = dueIn(current) <= now;
  const told = isDue ? current : laterWeek(current, -1);
  const coming = laterWeek(told, 1);
  return { week: laterWeek(told, -1), due: dueIn(told), next: dueIn(coming) };
}

/** Its Monday, as the wall shows it; the 4th of January lies in the first week of each year. */
function mondayOf(week: Week): number {
  const [year = "", number = ""] = week.split("-W");
  const inFirst = DateTime.fromMillis(parseWallTime(`${year}-01-04T00:00`), { zone: "utc" });
  return inFirst.startOf("week").toMillis() + (Number(number) - 1) * 7 * DAY;
}
