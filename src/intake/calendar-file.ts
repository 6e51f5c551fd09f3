import ical, { ICalEventTransparency } from "ical-generator";
import type { DateTime } from "luxon";
import type { Calendar } from "#domain/shift/calendar.ts";
import { oneLine } from "#domain/text.ts";

const LOOK_AGAIN_SECONDS = 3600;
const TITLE_LENGTH = 200;
/** What means something in a property that the library writes as it is. */
const SPECIAL = /[\\;,]/g;

/** The calendar as RFC 5545 has it; all times in UTC, so that no program has to know a zone. */
export function renderCalendar({ name, events }: Calendar, now: DateTime): string {
  const calendar = ical({
    name: oneLine(name, TITLE_LENGTH).replaceAll(SPECIAL, String.raw`\$&`),
    prodId: "//Muster//On call//EN",
    ttl: LOOK_AGAIN_SECONDS,
  });
  for (const { uid, title, start, end } of events) {
    calendar.createEvent({
      id: uid,
      summary: oneLine(title, TITLE_LENGTH),
      start: new Date(start),
      end: new Date(end),
      stamp: now.toJSDate(),
      // People who are on call can be invited all the same.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
