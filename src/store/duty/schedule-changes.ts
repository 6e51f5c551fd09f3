import { type Selectable, sql } from "kysely";
import { DateTime } from "luxon";
import { Actor } from "#domain/actor.ts";
import type { ScheduleChange } from "#domain/change/schedule-change.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { ChangeTables } from "#store/tables/change-tables.ts";

export type NewChange = Omit<ScheduleChange, "createdAt" | "cancelledAt" | "cancelledBy">;

/** From now on nobody else changes who is on call until the transaction ends. */
export async function lockChanges(tx: Transaction): Promise<void> {
  await sql`lock table schedule_change in share row exclusive mode`.execute(tx);
}

/** What was inserted before stays as it is. */
export async function insertChanges(
  tx: Transaction,
  changes: readonly NewChange[],
  at: DateTime,
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(({ start, end, createdBy, ...rest }) => ({
    ...rest,
    start_at: moment(start),
    end_at: moment(end),
    created_by: JSON.stringify(createdBy),
    created_at: at,
  }));
  await tx
    .insertInto("schedule_change")
    .values(rows)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export async function noteCancelled(
  tx: Transaction,
  ids: readonly string[],
  by: Actor,
  at: DateTime,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable("schedule_change")
    .set({ cancelled_by: JSON.stringify(by), cancelled_at: at })
    .where("id", "in", ids)
    .where("cancelled_at", "is", null)
    .execute();
}

export async function readChange(
  connection: Connection,
  id: string,
): Promise<ScheduleChange | null> {
  const row = await connection
    .selectFrom("schedule_change")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : changeOf(row);
}

/** The change, and the other half when it is one of a swap. */
export async function readWithPair(
  connection: Connection,
  id: string,
): Promise<readonly ScheduleChange[]> {
  const change = await readChange(connection, id);
  if (change === null || change.pair === null) return change === null ? [] : [change];
  const rows = await connection
    .selectFrom("schedule_change")
    .selectAll()
    .where("pair", "=", change.pair)
    .orderBy("start_at")
    .execute();
  return rows.map(changeOf);
}

/** Every change that ends later than that, also those that were cancelled, in the order of their making. */
export async function readChangesSince(
  connection: Connection,
  since: DateTime,
): Promise<readonly ScheduleChange[]> {
  const rows = await connection
    .selectFrom("schedule_change")
    .selectAll()
    .where("end_at", ">", since)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(changeOf);
}

/** Those that hold or will hold. */
export async function readCurrentChanges(
  connection: Connection,
  now: DateTime,
): Promise<readonly ScheduleChange[]> {
  const changes = await readChangesSince(connection, now);
  return changes.filter(({ cancelledAt }) => cancelledAt === null);
}

function changeOf(row: Selectable<ChangeTables["schedule_change"]>): ScheduleChange {
  return {
    id: row.id,
    schedule: row.schedule,
    kind: row.kind,
    pair: row.pair,
    request: row.request,
    person: row.person,
    replaces: row.replaces,
    start: row.start_at.toMillis(),
    end: row.end_at.toMillis(),
    reason: row.reason,
    createdBy: Actor.parse(row.created_by),
    createdAt: row.created_at.toMillis(),
    cancelledBy: row.cancelled_by === null ? null : Actor.parse(row.cancelled_by),
    cancelledAt: row.cancelled_at?.toMillis() ?? null,
  };
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
