import { InvalidArgumentError } from "commander";
import { DateTime } from "luxon";
import { parseWallTime, resolve } from "#domain/schedule/wall-time.ts";

/** A moment as it was typed: known at once, or by the clocks of a zone. Answers milliseconds since 1970. */
export type Moment = (zone: string) => number;

const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/;
const WITH_ZONE = /T.*(Z|[+-]\d{2}:?\d{2})$/i;

/** Reads ISO 8601; without Z or an offset it is the local time of the schedule. */
export function parseMoment(text: string): Moment {
  const millis = read(text);
  return WITHOUT_ZONE.test(text) ? (zone) => resolve(millis, zone) : () => millis;
}

/** A moment in the zone's own time and in UTC. */
export function formatMoment(instant: number, zone: string): string {
  const local = DateTime.fromMillis(instant, { zone });
  const utc = local.toUTC();
  const day = local.toFormat("yyyy-MM-dd") === utc.toFormat("yyyy-MM-dd") ? "" : "ccc ";
  return `${local.toFormat("ccc d LLL yyyy HH:mm")} (${utc.toFormat(`${day}HH:mm`)} UTC)`;
}

export function isoOf(instant: number): string {
  return DateTime.fromMillis(instant, { zone: "utc" }).toISO();
}

function read(text: string): number {
  try {
    if (WITHOUT_ZONE.test(text)) return parseWallTime(text);
    if (WITH_ZONE.test(text)) return DateTime.fromISO(text, { setZone: true }).toMillis();
    throw new Error("neither local nor of a zone");
  } catch {
    throw new InvalidArgumentError(
      "Write a time like 2026-01-05T09:00 (local time of the schedule) or 2026-01-05T08:00Z.",
    );
  }
}
