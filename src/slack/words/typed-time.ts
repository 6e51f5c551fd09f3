import type { ParsedComponents, ParsedResult } from "chrono-node";
// Not the whole of it: a dozen other languages cost each start a tenth of a second.
import { GB } from "chrono-node/en";
import { addMonths, DAY, resolve, type WallTime, wallTimeAt } from "#domain/schedule/wall-time.ts";

/** When and where somebody types. */
export type Speaker = { readonly now: number; readonly zone: string };

/** What somebody typed about time, and the words after it. Null is what was left out. */
export type TypedSpan =
  | {
      readonly kind: "span";
      readonly start: number | null;
      readonly end: number | null;
      readonly rest: string;
    }
  /** What could not be read, or lies in the past. */
  | { readonly kind: "unclear" | "past"; readonly text: string };

export type TypedTime =
  | { readonly kind: "time"; readonly instant: number }
  | { readonly kind: "unclear" | "past" };

const MINUTE = 60_000;
const SEPARATOR = /\s+(?<word>to|until|till|til|for|-|–|—)\s+/iu;
const UNTIL = /^(?<word>to|until|till|til|for)\s+/iu;
const FROM = /^(?:from|on|at|starting)\s+/iu;
/** 1/12 is in December for some and in January for others. */
const SLASHES = /\d\s*\/\s*\d/u;
const UTC = /\b(?:utc|gmt)\b|\dz$/iu;
/** A number right after a time was meant as a part of it, such as the hour of `friday 9`. */
const NUMBER_FIRST = /^(?:the\s+)?\d/iu;
/** Hours and minutes that are meant although no number was typed. */
const TIMES_OF_DAY = ["morning", "noon", "afternoon", "evening", "night", "tonight", "midnight"];

/** Shown wherever a time could not be read. */
export const TIME_EXAMPLES =
  "Write it like `friday 18:00`, `tomorrow 9:00`, `in 2h`, `2026-12-01 18:00`, or a stretch like `from friday 18:00 to monday 9:00`. Times are read in your own time zone; a day without a time begins at midnight.";

/** Reads `from friday 18:00 to monday 9:00 dentist`, `until monday`, `for 4h`, `tomorrow 9:00`, or nothing at all. */
export function readSpan(typed: string, speaker: Speaker): TypedSpan {
  const text = typed.trim();
  if (text === "") return { kind: "span", start: null, end: null, rest: "" };
  const until = UNTIL.exec(text);
  if (until !== null) return readEnd(text.slice(until[0].length), speaker, wordOf(until), null);
  const separator = SEPARATOR.exec(text);
  if (separator === null) return readAlone(text.replace(FROM, ""), speaker);
  const begin = text.slice(0, separator.index).replace(FROM, "");
  const start = readTime(begin, speaker);
  if (start.kind !== "time") return { kind: start.kind, text: begin };
  const rest = text.slice(separator.index + separator[0].length);
  const read = readEnd(rest, speaker, wordOf(separator), start.instant);
  // `friday 18:00 for the wedding` says why, not for how long.
  const isReason = read.kind === "unclear" && wordOf(separator) === "for" && !/\d/u.test(rest);
  if (!isReason) return read;
  return { kind: "span", start: start.instant, end: null, rest: `for ${rest}` };
}

/** One moment, and nothing else. */
export function readTime(text: string, speaker: Speaker): TypedTime {
  const found = parse(text, speaker);
  if (found === null || isRange(found) || restOf(text, found) !== "") {
    return { kind: "unclear" };
  }
  return meant(found, found.start, { speaker, after: null });
}

/** After `for` it is how long, counted from the start. */
function readEnd(text: string, speaker: Speaker, word: string, start: number | null): TypedSpan {
  const counted = word === "for" ? { ...speaker, now: start ?? speaker.now } : speaker;
  const asked = word === "for" ? `in ${text}` : text;
  const found = parse(asked, counted);
  if (found === null || isRange(found) || NUMBER_FIRST.test(restOf(asked, found))) {
    return { kind: "unclear", text };
  }
  const end = meant(found, found.start, { speaker: counted, after: start });
  if (end.kind !== "time") return { kind: end.kind, text: found.text };
  return { kind: "span", start, end: end.instant, rest: restOf(asked, found) };
}

/** One time is a start; `18:00-20:00` is both. */
function readAlone(text: string, speaker: Speaker): TypedSpan {
  const found = parse(text, speaker);
  if (found === null || NUMBER_FIRST.test(restOf(text, found))) return { kind: "unclear", text };
  const start = meant(found, found.start, { speaker, after: null });
  if (start.kind !== "time") return { kind: start.kind, text: found.text };
  const rest = restOf(text, found);
  if (found.end === undefined || !isRange(found))
    return { kind: "span", start: start.instant, end: null, rest };
  const end = meant(found, found.end, { speaker, after: start.instant });
  if (end.kind !== "time") return { kind: end.kind, text: found.text };
  return { kind: "span", start: start.instant, end: end.instant, rest };
}

/**
 * What is typed there at the very beginning. It is asked as if in a zone whose clocks never change. That a time lies
 * ahead is seen to here: chrono's own way, forwardDate, goes by the zone of the machine.
 */
function parse(text: string, { now, zone }: Speaker): ParsedResult | null {
  const reference = { instant: new Date(wallTimeAt(now, zone)), timezone: 0 };
  const [found] = GB.parse(text, reference);
  if (found === undefined || found.index > 0 || SLASHES.test(found.text)) return null;
  return found;
}

type Place = {
  readonly speaker: Speaker;
  /** The start, when an end is read. */
  readonly after: number | null;
};

function meant(found: ParsedResult, parts: ParsedComponents, place: Place): TypedTime {
  const { speaker, after } = place;
  const tags = parts.tags();
  if (tags.has("casualReference/now")) return { kind: "time", instant: speaker.now };
  if (tags.has("result/relativeDateAndTime")) {
    const elapsed = wallOf(parts) - wallTimeAt(speaker.now, speaker.zone);
    const instant = Math.ceil((speaker.now + elapsed) / MINUTE) * MINUTE;
    return ahead(instant, speaker);
  }
  if (parts.isCertain("timezoneOffset")) {
    return UTC.test(found.text) ? ahead(wallOf(parts), speaker) : { kind: "unclear" };
  }
  // In `dec 30` a year is seen; of a month alone nobody knows which day is meant.
  if (parts.isCertain("month") && !parts.isCertain("day")) return { kind: "unclear" };
  const wall = withTimeOfDay(parts, wallOf(parts));
  const instant = forward(parts, wall, { zone: speaker.zone, floor: after ?? speaker.now });
  return isToday(parts, wall, speaker)
    ? { kind: "time", instant: Math.max(instant, speaker.now) }
    : ahead(instant, speaker);
}

/** Of today alone what is left of it is meant. */
function isToday(parts: ParsedComponents, wall: WallTime, { now, zone }: Speaker): boolean {
  return !parts.isCertain("hour") && wall === dayOf(wallTimeAt(now, zone));
}

/** The next time that fits: a time of day within a day, a weekday within a week, a date within a year. */
function forward(
  parts: ParsedComponents,
  wall: WallTime,
  { zone, floor }: { readonly zone: string; readonly floor: number },
): number {
  const step = stepOf(parts);
  if (step === null) return resolve(wall, zone);
  let next = isTimeOnly(parts) ? onDayOf(wallTimeAt(floor, zone), wall) : wall;
  if (resolve(next, zone) <= floor && comesAgain(next, zone, floor))
    return sameOffset(next, zone, floor);
  while (resolve(next, zone) <= floor) next = step(next);
  return resolve(next, zone);
}

/** In the hour that happens twice, what the clock has shown once it may be about to show again. */
function comesAgain(wall: WallTime, zone: string, floor: number): boolean {
  const again = sameOffset(wall, zone, floor);
  return again > floor && wallTimeAt(again, zone) === wall;
}

/** When the clocks show it if they are as far off as at that instant. */
function sameOffset(wall: WallTime, zone: string, instant: number): number {
  return wall - wallTimeAt(instant, zone) + instant;
}

/** From one time that fits to the next; null when only one does. */
function stepOf(parts: ParsedComponents): ((wall: WallTime) => WallTime) | null {
  if (parts.isCertain("year") || parts.tags().has("result/relativeDate")) return null;
  if (parts.isCertain("day")) return (wall) => addMonths(wall, 12);
  const step = parts.isCertain("weekday") ? 7 * DAY : DAY;
  return (wall) => wall + step;
}

function isTimeOnly(parts: ParsedComponents): boolean {
  return !(["day", "month", "weekday"] as const).some((part) => parts.isCertain(part));
}

function onDayOf(day: WallTime, time: WallTime): WallTime {
  return dayOf(day) + (time - dayOf(time));
}

function dayOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}

/** A day alone begins at midnight; `in 3 days` keeps the time of day. */
function withTimeOfDay(parts: ParsedComponents, wall: WallTime): WallTime {
  const tags = parts.tags();
  const isNamed = TIMES_OF_DAY.some((name) => tags.has(`casualReference/${name}`));
  if (parts.isCertain("hour") || isNamed || tags.has("result/relativeDate")) {
    return Math.floor(wall / MINUTE) * MINUTE;
  }
  return dayOf(wall);
}

function ahead(instant: number, { now }: Speaker): TypedTime {
  return instant < now ? { kind: "past" } : { kind: "time", instant };
}

function wallOf(parts: ParsedComponents): WallTime {
  const [year, month, day, hour, minute, second, millisecond] = (
    ["year", "month", "day", "hour", "minute", "second", "millisecond"] as const
  ).map((part) => parts.get(part) ?? 0);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second, millisecond);
}

/** The end is null where the types say undefined. */
function isRange({ end }: ParsedResult): boolean {
  return (end ?? null) !== null;
}

function restOf(text: string, { index, text: found }: ParsedResult): string {
  return text
    .slice(index + found.length)
    .replace(/^[\s,;:.]+/u, "")
    .trim();
}

function wordOf(match: RegExpExecArray): string {
  return (match.groups?.["word"] ?? "").toLowerCase();
}
