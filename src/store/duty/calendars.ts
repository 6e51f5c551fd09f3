import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { CalendarSubject } from "#domain/shift/calendar.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** The secret in the address of this calendar, or null when nobody has asked for it yet. */
export async function readCalendarSecret(
  connection: Connection,
  { owner, schedule }: CalendarSubject,
): Promise<string | null> {
  const row = await connection
    .selectFrom("calendar")
    .select("secret")
    .where("owner", "=", owner)
    .where("schedule", "is not distinct from", schedule)
    .executeTakeFirst();
  return row?.secret ?? null;
}

/** Gives the calendar this secret in the place of any other; the former address leads nowhere from now on. */
export async function saveCalendarSecret(
  tx: Transaction,
  { owner, schedule }: CalendarSubject,
  secret: string,
): Promise<void> {
  await tx
    .deleteFrom("calendar")
    .where("owner", "=", owner)
    .where("schedule", "is not distinct from", schedule)
    .execute();
  await tx
    .insertInto("calendar")
    .values({ owner, schedule, secret, hash: hashOf(secret) })
    .execute();
}

/** Whoever makes a calendar waits here for whoever does so already. */
export async function lockCalendars(tx: Transaction): Promise<void> {
  await sql`lock table calendar in share row exclusive mode`.execute(tx);
}

/** What the calendar with this secret is of; null when there is none. */
export async function findCalendarSubject(
  connection: Connection,
  secret: string,
): Promise<CalendarSubject | null> {
  const row = await connection
    .selectFrom("calendar")
    .select(["owner", "schedule"])
    .where("hash", "=", hashOf(secret))
    .executeTakeFirst();
  return row ?? null;
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
