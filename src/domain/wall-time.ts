import { DateTime, IANAZone } from "luxon";

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

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(wall: WallTime, months: number): WallTime {
  return DateTime.fromMillis(wall, { zone: "utc" }).plus({ months }).toMillis();
}

/** Nobody's clocks change twice within it. */
const STRETCH = 4 * DAY;
/** Offsets of stretches, per zone; null for one in which the clocks change. */
const known = new Map<string, Map<number, number | null>>();

/** Remembered, because a year of a schedule asks thousands of times. */
function offsetAt(instant: number, zone: string): number {
  const stretches = known.get(zone) ?? new Map<number, number | null>();
  known.set(zone, stretches);
  const stretch = Math.floor(instant / STRETCH);
  let offset = stretches.get(stretch);
  if (offset === undefined) {
    const [first, last] = [stretch * STRETCH, (stretch + 1) * STRETCH].map((at) => ask(at, zone));
    offset = first !== undefined && first === last ? first : null;
    stretches.set(stretch, offset);
  }
  return offset ?? ask(instant, zone);
}

function ask(instant: number, zone: string): number {
  return IANAZone.create(zone).offset(instant) * MINUTE;
}
