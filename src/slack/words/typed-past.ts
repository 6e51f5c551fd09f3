import type { ParsedComponents, ParsedResult } from "chrono-node";
import { GB } from "chrono-node/en";
import { DAY, resolve, type WallTime, wallTimeAt } from "#domain/schedule/wall-time.ts";
import type { Speaker } from "./typed-time.ts";

/** A time that has passed, and the words after it. */
export type TypedPast =
  | { readonly kind: "time"; readonly instant: number; readonly rest: string }
  | { readonly kind: "unclear" | "future" };

const UTC = /\b(?:utc|gmt)\b|\dz$/iu;
/** 1/12 is in December for some and in January for others. */
const SLASHES = /\d\s*\/\s*\d/u;
const MINUTE = 60_000;

/** Shown wherever such a time could not be read. */
export const PAST_EXAMPLES =
  "Write it like 02:40, 10 minutes ago, yesterday 23:10 or 2026-11-20 02:40. Times are read in your own time zone; add UTC for that.";

/** Reads `02:40 rolled back`, `yesterday 23:10`, `10 minutes ago`: the last time that fits. */
export function readPast(text: string, { now, zone }: Speaker): TypedPast {
  // It is asked as if in a zone whose clocks never change, so that the machine's own does not matter.
  const reference = { instant: new Date(wallTimeAt(now, zone)), timezone: 0 };
  const [found] = GB.parse(text, reference);
  if (found === undefined || !isMoment(found)) return { kind: "unclear" };
  const instant = instantOf(found, { now, zone });
  if (instant === null) return { kind: "unclear" };
  // What is typed to the minute may be the minute that runs.
  if (instant > now + MINUTE) return { kind: "future" };
  return { kind: "time", instant: Math.min(instant, now), rest: restOf(text, found) };
}

/** One moment at the very beginning, with a time of day. */
function isMoment({ index, text, start, end }: ParsedResult): boolean {
  // The end is null where the types say undefined.
  const isRange = (end ?? null) !== null;
  const isExact = start.isCertain("hour") || isRelative(start) || isNow(start);
  return index === 0 && !isRange && !SLASHES.test(text) && isExact;
}

function instantOf({ start, text }: ParsedResult, { now, zone }: Speaker): number | null {
  if (isNow(start)) return now;
  const wall = wallOf(start);
  if (isRelative(start)) return now + wall - wallTimeAt(now, zone);
  if (start.isCertain("timezoneOffset")) {
    return UTC.test(text) ? latest(start, wall, { now, zone: "UTC" }) : null;
  }
  return latest(start, wall, { now, zone });
}

/** Of a time of day or a weekday the last one is meant; a whole date is meant as it stands. */
function latest(parts: ParsedComponents, wall: WallTime, { now, zone }: Speaker): number {
  const instant = resolve(wall, zone);
  if (instant <= now || parts.isCertain("year") || hasDayWord(parts)) return instant;
  if (parts.isCertain("weekday")) return resolve(wall - 7 * DAY, zone);
  return parts.isCertain("day") ? instant : resolve(wall - DAY, zone);
}

/** `today` and `tomorrow` say which day. */
function hasDayWord(parts: ParsedComponents): boolean {
  const tags = parts.tags();
  return ["today", "tomorrow", "tonight"].some((word) => tags.has(`casualReference/${word}`));
}

function isRelative(parts: ParsedComponents): boolean {
  return parts.tags().has("result/relativeDateAndTime");
}

function isNow(parts: ParsedComponents): boolean {
  return parts.tags().has("casualReference/now");
}

function wallOf(parts: ParsedComponents): WallTime {
  const [year, month, day, hour, minute] = (
    ["year", "month", "day", "hour", "minute"] as const
  ).map((part) => parts.get(part) ?? 0);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, parts.get("second") ?? 0);
}

function restOf(text: string, { index, text: found }: ParsedResult): string {
  return text
    .slice(index + found.length)
    .replace(/^[\s,;:.–—-]+/u, "")
    .trim();
}
