import { DateTime, IANAZone } from "luxon";
import type { Span } from "./span.ts";

/**
 * What a clock on the wall shows, without a zone, in milliseconds as if it were UTC.
 *
 * Every change between instants and wall time goes through this file: luxon would resolve an hour that
 * happens twice by the season in which it is asked.
 */
export type WallTime = number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY: number = 24 * HOUR;

/** Reads `2026-01-05T09:00`. */
export function parseWallTime(text: string): WallTime {
  return DateTime.fromISO(text, { zone: "utc" }).toMillis();
}

/** What the zone's clocks show at that instant. */
export function wallTimeAt(instant: number, zone: string): WallTime {
  return instant + offsetAt(instant, zone);
}

/**
 * When the zone's clocks show that time: the first time of two in the repeated hour; in the hour that is
 * left out, as much later as the clocks jump.
 */
export function resolve(wall: WallTime, zone: string): number {
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  if (before === after) return before;
  const real = [before, after].filter((instant) => wallTimeAt(instant, zone) === wall);
  return real.length === 0 ? before : Math.min(...real);
}

/** How far the zone's clocks are off during all of the span, or null when they change in it. */
export function steadyOffset({ start, end }: Span, zone: string): number | null {
  const offset = offsetAt(start, zone);
  for (let at = start + STRETCH; at < end; at += STRETCH) {
    if (offsetAt(at, zone) !== offset) return null;
  }
  return offsetAt(end, zone) === offset ? offset : null;
}

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(wall: WallTime, months: number): WallTime {
  return DateTime.fromMillis(wall, { zone: "utc" }).plus({ months }).toMillis();
}

/** Nobody's clocks change twice within it. */
const STRETCH = 4 * DAY;
/** A stretch of time in which the clocks may change: how far they are off before and since then. */
type Stretch = { readonly change: number; readonly before: number; readonly since: number };
const known = new Map<string, Map<number, Stretch>>();

/** Remembered, because a year of a schedule asks thousands of times. */
function offsetAt(instant: number, zone: string): number {
  let stretches = known.get(zone);
  if (stretches === undefined) known.set(zone, (stretches = new Map()));
  const place = Math.floor(instant / STRETCH);
  let stretch = stretches.get(place);
  if (stretch === undefined) stretches.set(place, (stretch = explore(place * STRETCH, zone)));
  return instant < stretch.change ? stretch.before : stretch.since;
}

/** Finds by halving the minute in which the clocks change. */
function explore(start: number, zone: string): Stretch {
  const [before, since] = [ask(start, zone), ask(start + STRETCH, zone)];
  if (before === since) return { change: start, before, since };
  let [low, high] = [start, start + STRETCH];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / MINUTE / 2) * MINUTE;
    if (ask(middle, zone) === before) low = middle;
    else high = middle;
  }
  return { change: high, before, since };
}

function ask(instant: number, zone: string): number {
  return IANAZone.create(zone).offset(instant) * MINUTE;
}
