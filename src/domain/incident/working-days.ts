import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { homeZone } from "#domain/configuration/home-zone.ts";

/** When people who do not sit at it at once read what they are told. */
const MORNING = 9;
const MONDAY = 1;
const FRIDAY = 5;
/** Whoever has heard it each working day of a week hears it once a week. */
const DAILY_FOR = { days: 7 };

export type Calendars = Pick<Configuration, "people" | "schedules">;

/**
 * When somebody is told again of what waits for them since then: in the morning of the next working day where they
 * live, after a week on Mondays only. That never ends by itself, as nobody would look for it anywhere else.
 */
export function nextMorning(
  calendars: Calendars,
  actor: Actor | null,
  { told, since }: { readonly told: DateTime; readonly since: DateTime },
): DateTime {
  const today = told.setZone(zoneOf(calendars, actor)).startOf("day");
  const isLong = told >= since.plus(DAILY_FOR);
  const days = [1, 2, 3, 4, 5, 6, 7].map((after) => today.plus({ days: after }));
  const day = days.find(({ weekday }) => (isLong ? weekday === MONDAY : weekday <= FRIDAY));
  return (day ?? today.plus({ weeks: 1 })).set({ hour: MORNING }).toUTC();
}

function zoneOf(calendars: Calendars, actor: Actor | null): string {
  const person = actor?.kind === "person" ? (actor.person ?? "") : "";
  return homeZone(calendars, person, [...calendars.schedules.values()]);
}
