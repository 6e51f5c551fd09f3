import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import { addMonths, parseWallTime, resolve, wallTimeAt } from "#domain/schedule/wall-time.ts";

/** A calendar month, such as 2026-10. */
export type Month = string;

const NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const WRITTEN = /^20\d{2}-(0[1-9]|1[0-2])$/;
const SHORTEST_NAME = 3;

/** The month that the zone's calendar shows at the instant. */
export function monthAt(instant: number, zone: string): Month {
  return monthOf(wallTimeAt(instant, zone));
}

/** Reads `2026-10`, `october`, `oct`, and `last`; of a name the latest month that has begun by `now`. Null for anything else. */
export function parseMonth(text: string, now: Month): Month | null {
  const typed = text.toLowerCase();
  if (WRITTEN.test(typed)) return typed;
  if (typed === "last") return later(now, -1);
  if (typed.length < SHORTEST_NAME) return null;
  const place = NAMES.findIndex((name) => name.startsWith(typed));
  if (place === -1) return null;
  const thisYear = `${now.slice(0, 4)}-${String(place + 1).padStart(2, "0")}`;
  return thisYear > now ? later(thisYear, -12) : thisYear;
}

/** From its first midnight in the zone to the next month's. */
export function monthSpan(month: Month, zone: string): Span {
  return {
    start: resolve(midnight(month), zone),
    end: resolve(midnight(later(month, 1)), zone),
  };
}

/** Such as October 2026. */
export function monthName(month: Month): string {
  const [year = "", number = ""] = month.split("-");
  const name = NAMES[Number(number) - 1] ?? "";
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)} ${year}`;
}

function later(month: Month, months: number): Month {
  return monthOf(addMonths(midnight(month), months));
}

function midnight(month: Month): number {
  return parseWallTime(`${month}-01T00:00`);
}

function monthOf(wall: number): Month {
  return DateTime.fromMillis(wall, { zone: "utc" }).toFormat("yyyy-MM");
}
