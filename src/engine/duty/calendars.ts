import { randomBytes } from "node:crypto";
import { type Calendar, calendarOf, type CalendarSubject } from "#domain/shift/calendar.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import {
  findCalendarSubject,
  lockCalendars,
  readCalendarSecret,
  saveCalendarSecret,
} from "#store/duty/calendars.ts";

const SECRET_BYTES = 24;

/** The secret in the calendar's address; made when somebody asks for the first time. */
export async function calendarSecret(
  { database }: Engine,
  subject: CalendarSubject,
): Promise<string> {
  return await database.transaction(async (tx) => {
    await lockCalendars(tx);
    const known = await readCalendarSecret(tx, subject);
    const secret = known ?? newSecret();
    if (known === null) await saveCalendarSecret(tx, subject, secret);
    return secret;
  });
}

/** A new secret; whoever has the old address sees nothing any more. */
export async function renewCalendar(
  { database }: Engine,
  subject: CalendarSubject,
): Promise<string> {
  const secret = newSecret();
  await database.transaction(async (tx) => {
    await lockCalendars(tx);
    await saveCalendarSecret(tx, subject, secret);
  });
  return secret;
}

/** The calendar with this secret as it is now; null when there is none. */
export async function findCalendar(
  { database, configuration, rotas }: Engine,
  secret: string,
): Promise<Calendar | null> {
  const subject = await findCalendarSubject(database.kysely, secret);
  if (subject === null) return null;
  const now = await readClock(database.kysely);
  const settings = configuration();
  return calendarOf(rotas.rotas(settings), settings, subject, now.toMillis());
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}
