import type { Selectable } from "kysely";
import { DateTime } from "luxon";
import { Actor } from "#domain/actor.ts";
import type { CoverRequest, CoverState } from "#domain/change/cover-request.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { ChangeTables } from "#store/tables/change-tables.ts";

export type NewCoverRequest = Omit<
  CoverRequest,
  "createdAt" | "state" | "takenBy" | "closedBy" | "closedAt"
>;

/** What was inserted before stays as it is; answers whether it is new. */
export async function insertRequest(
  tx: Transaction,
  { id, schedule, person, start, end, swap, note, createdBy }: NewCoverRequest,
  at: DateTime,
): Promise<boolean> {
  const inserted = await tx
    .insertInto("cover_request")
    .values({
      id,
      schedule,
      person,
      start_at: moment(start),
      end_at: moment(end),
      asked: swap?.asked ?? null,
      want_start_at: swap === null ? null : moment(swap.want.start),
      want_end_at: swap === null ? null : moment(swap.want.end),
      note,
      created_by: JSON.stringify(createdBy),
      created_at: at,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function closeRequest(
  tx: Transaction,
  id: string,
  closing: {
    readonly state: Exclude<CoverState, "open">;
    readonly takenBy: string | null;
    readonly by: Actor;
    readonly at: DateTime;
  },
): Promise<void> {
  await tx
    .updateTable("cover_request")
    .set({
      state: closing.state,
      taken_by: closing.takenBy,
      closed_by: JSON.stringify(closing.by),
      closed_at: closing.at,
    })
    .where("id", "=", id)
    .where("state", "=", "open")
    .execute();
}

/** Whoever else wants to close it waits until the transaction ends. */
export async function lockRequest(tx: Transaction, id: string): Promise<CoverRequest | null> {
  const row = await tx
    .selectFrom("cover_request")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : requestOf(row);
}

export async function readRequest(
  connection: Connection,
  id: string,
): Promise<CoverRequest | null> {
  const row = await connection
    .selectFrom("cover_request")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : requestOf(row);
}

export async function readOpenRequests(connection: Connection): Promise<readonly CoverRequest[]> {
  const rows = await connection
    .selectFrom("cover_request")
    .selectAll()
    .where("state", "=", "open")
    .orderBy("start_at")
    .orderBy("id")
    .execute();
  return rows.map(requestOf);
}

function requestOf(row: Selectable<ChangeTables["cover_request"]>): CoverRequest {
  return {
    id: row.id,
    schedule: row.schedule,
    person: row.person,
    start: row.start_at.toMillis(),
    end: row.end_at.toMillis(),
    swap: swapOf(row),
    note: row.note,
    createdBy: Actor.parse(row.created_by),
    createdAt: row.created_at.toMillis(),
    state: row.state,
    takenBy: row.taken_by,
    closedBy: row.closed_by === null ? null : Actor.parse(row.closed_by),
    closedAt: row.closed_at?.toMillis() ?? null,
  };
}

function swapOf({
  asked,
  want_start_at: start,
  want_end_at: end,
}: Selectable<ChangeTables["cover_request"]>): CoverRequest["swap"] {
  if (asked === null || start === null || end === null) return null;
  const want: Span = { start: start.toMillis(), end: end.toMillis() };
  return { asked, want };
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
