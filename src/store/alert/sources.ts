import { sql } from "kysely";
import type { DateTime } from "luxon";
import { musterNow } from "#store/database/clock.ts";
import type { Connection, Database, Transaction } from "#store/database/database.ts";

export type SourceState = {
  readonly source: string;
  readonly watchedSince: DateTime;
  readonly lastDeliveryAt: DateTime | null;
  readonly lastBeatAt: DateTime | null;
  readonly lastListingAt: DateTime | null;
  readonly listingError: string | null;
};

type Watched = { readonly source: string; readonly heartbeat: string | null };

/** Begins to watch the sources that are new, and anew those whose heartbeat is another one now. */
export async function watchSources(database: Database, sources: readonly Watched[]): Promise<void> {
  const fresh = await notWatched(database, sources);
  if (fresh.length === 0) return;
  await database.kysely
    .insertInto("source_state")
    .values(fresh)
    .onConflict((conflict) =>
      conflict
        .column("source")
        .doUpdateSet((row) => ({
          heartbeat: row.ref("excluded.heartbeat"),
          watched_since: musterNow(),
        }))
        .where(sql<boolean>`source_state.heartbeat is distinct from excluded.heartbeat`),
    )
    .execute();
}

/** Read without a lock: another replica may be at work on a source while this one starts. */
async function notWatched(
  { kysely }: Database,
  sources: readonly Watched[],
): Promise<readonly Watched[]> {
  const known = await kysely.selectFrom("source_state").select(["source", "heartbeat"]).execute();
  const heartbeats = new Map(known.map(({ source, heartbeat }) => [source, heartbeat]));
  return sources.filter(({ source, heartbeat }) => heartbeats.get(source) !== heartbeat);
}

/** Takes the source for this transaction, and says what time it is then; null when another one has it. */
export async function lockSource(tx: Transaction, source: string): Promise<DateTime | null> {
  return (await lockKnown(tx, source)) ?? (await beginSource(tx, source));
}

async function lockKnown(tx: Transaction, source: string): Promise<DateTime | null> {
  const row = await tx
    .selectFrom("source_state")
    .select(musterNow().as("now"))
    .where("source", "=", source)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.now ?? null;
}

/** Whoever inserts the row has its lock. */
async function beginSource(tx: Transaction, source: string): Promise<DateTime | null> {
  const row = await tx
    .insertInto("source_state")
    .values({ source })
    .onConflict((conflict) => conflict.doNothing())
    .returning(musterNow().as("now"))
    .executeTakeFirst();
  return row?.now ?? null;
}

/** Notes how the last look at the source's API went; null when it went well. */
export async function noteListing(
  tx: Transaction,
  source: string,
  error: string | null,
): Promise<void> {
  const good = error === null ? { last_listing_at: sql<DateTime>`muster_now()` } : {};
  await tx
    .updateTable("source_state")
    .set({ listing_error: error, ...good })
    .where("source", "=", source)
    .execute();
}

export async function sourceStates(
  connection: Connection,
): Promise<ReadonlyMap<string, SourceState>> {
  const rows = await connection.selectFrom("source_state").selectAll().execute();
  const states = rows.map((row) => ({
    source: row.source,
    watchedSince: row.watched_since,
    lastDeliveryAt: row.last_delivery_at,
    lastBeatAt: row.last_beat_at,
    lastListingAt: row.last_listing_at,
    listingError: row.listing_error,
  }));
  return new Map(states.map((state) => [state.source, state]));
}
