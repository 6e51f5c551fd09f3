import { sql } from "kysely";
import type { DateTime } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { IS_OPEN } from "#store/incident/merging.ts";

/** A page of Muster to itself; there is one for each day. */
export type SelfPageRow = {
  /** Such as 2026-11-21. */
  readonly day: string;
  readonly sentAt: DateTime;
  readonly arrivedAt: DateTime | null;
};

/** False when another process, or this one, has sent that day's before. */
export async function insertSelfPage(tx: Transaction, day: string): Promise<boolean> {
  const row = await tx
    .insertInto("self_page")
    .values({ day, sent_at: musterNow() })
    .onConflict((conflict) => conflict.doNothing())
    .returning("day")
    .executeTakeFirst();
  return row !== undefined;
}

/** False when it was known before. */
export async function noteSelfPageArrived(tx: Transaction, day: string): Promise<boolean> {
  const done = await tx
    .updateTable("self_page")
    .set({ arrived_at: musterNow() })
    .where("day", "=", day)
    .where("arrived_at", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function lastSelfPage(connection: Connection): Promise<SelfPageRow | null> {
  const row = await connection
    .selectFrom("self_page")
    .select(sql<string>`day::text`.as("day"))
    .select(["sent_at as sentAt", "arrived_at as arrivedAt"])
    .orderBy("day", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Whether everybody who was to be paged for this alert was, or needed it no more, because somebody had taken it; or
 * whether a person says that it is over, however far it came.
 */
export async function hasPagedFor(
  connection: Connection,
  alert: { readonly source: string; readonly fingerprint: string },
): Promise<boolean> {
  const row = await connection
    .selectFrom("incident_alert")
    .innerJoin("incident", "incident.id", "incident_alert.incident_id")
    .leftJoin("page", "page.incident_id", "incident.id")
    .select(
      sql<
        boolean | null
      >`bool_or(not ${IS_OPEN}) or bool_and(page.state in ('sent', 'dropped'))`.as("done"),
    )
    .where("source", "=", alert.source)
    .where("fingerprint", "=", alert.fingerprint)
    .executeTakeFirst();
  return row?.done === true;
}

/** What Muster tells itself, on the way that every delivery takes. */
export async function storeOwnDelivery(
  tx: Transaction,
  { source, body }: { readonly source: string; readonly body: string },
): Promise<void> {
  await tx
    .insertInto("delivery")
    .values({ source, body: Buffer.from(body) })
    .execute();
}
