import { type RawBuilder, sql } from "kysely";
import type { DateTime, Duration } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Database, Transaction } from "#store/database/database.ts";

const DROPPED_AT_ONCE = 1_000;

export type Delivery = {
  readonly id: number;
  readonly body: Buffer;
  readonly receivedAt: DateTime;
  /** Who handed it in again; null when it waits for the first time. */
  readonly replayedBy: string | null;
};

/** A delivery as it came. */
export type Unstored = { readonly source: string; readonly body: Uint8Array };

/** Keeps the bytes of deliveries; when this returns their numbers, in their order, they survive a crash. */
export async function storeDeliveries(
  { kysely }: Database,
  deliveries: readonly Unstored[],
): Promise<readonly number[]> {
  const rows = await kysely
    .insertInto("delivery")
    .values(deliveries.map(({ source, body }) => ({ source, body: Buffer.from(body) })))
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Keeps what could not be read, out of the way of what can. */
export async function quarantineDelivery(
  database: Database,
  delivery: { readonly source: string; readonly body: Uint8Array; readonly reason: string },
): Promise<void> {
  const body = Buffer.from(delivery.body);
  await sql`
    insert into delivery (source, body, processed_at, refused)
    values (${delivery.source}, ${body}, muster_now(), ${delivery.reason})`.execute(
    database.kysely,
  );
}

/** Sources with deliveries that wait to be processed. */
export async function sourcesWithDeliveries(database: Database): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom("delivery")
    .select("source")
    .distinct()
    .where("processed_at", "is", null)
    .execute();
  return rows.map(({ source }) => source);
}

/** How long a delivery has waited that is not worked off, at most, in seconds; 0 when none waits. One that is handed in again waits since then. */
export async function oldestDeliverySeconds({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from muster_now() - min(coalesce(replayed_at, received_at)))::float8 as seconds
    from delivery where processed_at is null`.execute(kysely);
  return rows[0]?.seconds ?? 0;
}

/** The order of what is handed in again does not count: while it rests after a failure nobody waits behind it. */
const KEEPS_ITS_PLACE = sql<boolean>`(replayed_at is null or coalesce(retry_at <= muster_now(), true))`;

/** The oldest deliveries of a source that wait; none behind one that rests after a failure, for their order counts. */
export async function waitingDeliveries(
  { kysely }: Database,
  source: string,
  limit: number,
): Promise<readonly Delivery[]> {
  const rows = await kysely
    .selectFrom("delivery")
    .select(["id", "body", "received_at as receivedAt", "replayed_by as replayedBy"])
    .select(sql<boolean>`coalesce(retry_at > muster_now(), false)`.as("rests"))
    .where("source", "=", source)
    .where("processed_at", "is", null)
    .where(KEEPS_ITS_PLACE)
    .orderBy("id")
    .limit(limit)
    .execute();
  const resting = rows.findIndex(({ rests }) => rests);
  return resting === -1 ? rows : rows.slice(0, resting);
}

/** Whether these are the oldest deliveries of a source that wait. */
export async function areNext(
  tx: Transaction,
  source: string,
  ids: readonly number[],
): Promise<boolean> {
  const rows = await tx
    .selectFrom("delivery")
    .select("id")
    .where("source", "=", source)
    .where("processed_at", "is", null)
    .where(KEEPS_ITS_PLACE)
    .orderBy("id")
    .limit(ids.length)
    .execute();
  return rows.length === ids.length && rows.every(({ id }, index) => id === ids[index]);
}

/** What was worked off together. */
type WorkedOff = {
  readonly source: string;
  readonly ids: readonly number[];
  /** Those of them that brought the source's heartbeat. */
  readonly beats: readonly number[];
  readonly at: DateTime;
};

/**
 * Ends the wait of deliveries that are worked off, and notes that their source was heard; what was handed in again is
 * no sign of life of it. Returns who had handed which in again, if anybody.
 */
export async function endDeliveries(
  tx: Transaction,
  { source, ids, beats, at }: WorkedOff,
): Promise<ReadonlyMap<number, string | null>> {
  const { rows } = await sql<{ id: number; by: string | null }>`
    with ended as (
      update delivery set processed_at = muster_now(), refused = null
      where id = any(${ids}::bigint[])
      returning id, replayed_by as by
    ), heard as (
      update source_state set
        last_delivery_at = ${at},
        last_beat_at = case when first.has_beat then ${at} else last_beat_at end
      from (
        select bool_or(id = any(${beats}::bigint[])) as has_beat from ended where by is null
      ) as first
      where source = ${source} and first.has_beat is not null
    )
    select id, by from ended`.execute(tx);
  return new Map(rows.map(({ id, by }) => [id, by]));
}

/** Puts a delivery aside for a reason. Returns who had handed it in again, if anybody. */
export async function refuse(tx: Transaction, id: number, reason: string): Promise<string | null> {
  const row = await tx
    .updateTable("delivery")
    .set({ processed_at: musterNow(), refused: reason })
    .where("id", "=", id)
    .returning("replayed_by as by")
    .executeTakeFirst();
  return row?.by ?? null;
}

/** Counts a failure to process a delivery, which then rests, longer each time; returns how many there were. */
export async function noteFailure(tx: Transaction, id: number): Promise<number> {
  const row = await tx
    .updateTable("delivery")
    .set({
      failures: sql`failures + 1`,
      retry_at: sql`${musterNow()} + make_interval(secs => 2 ^ failures)`,
    })
    .where("id", "=", id)
    .returning("failures")
    .executeTakeFirstOrThrow();
  return row.failures;
}

/** How long deliveries are kept after they were worked off, or put aside because they could not be read. */
export type DeliveriesKept = { readonly read: Duration; readonly unread: Duration };

/** Drops the oldest deliveries that are past their time, a bounded amount at a time; never one that waits. */
export async function dropOldDeliveries(
  { kysely }: Database,
  { read, unread }: DeliveriesKept,
): Promise<void> {
  await sql`
    delete from delivery where id in (
      select id from delivery
      where processed_at < ${ago(read)} and refused is null
      order by processed_at limit ${DROPPED_AT_ONCE} for update skip locked
    )`.execute(kysely);
  await sql`
    delete from delivery where id in (
      select id from delivery
      where processed_at < ${ago(unread)} and refused is not null
      order by id limit ${DROPPED_AT_ONCE} for update skip locked
    )`.execute(kysely);
}

function ago(duration: Duration): RawBuilder<DateTime> {
  return sql`muster_now() - make_interval(secs => ${duration.as("seconds")})`;
}
