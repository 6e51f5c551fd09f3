import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Connection } from "#store/database/database.ts";

const MOST_LISTED = 1000;

/** A delivery as people look at it, without its bytes. */
export type KeptDelivery = {
  readonly id: number;
  readonly source: string;
  readonly receivedAt: DateTime;
  readonly bytes: number;
  /** Null while it waits. */
  readonly processedAt: DateTime | null;
  /** Why it is in quarantine; null when it is not. */
  readonly reason: string | null;
  readonly replayedAt: DateTime | null;
  readonly replayedBy: string | null;
};

/** What could not be read, the newest first. */
export async function quarantined(connection: Connection): Promise<readonly KeptDelivery[]> {
  return await kept(connection)
    .where("refused", "is not", null)
    .orderBy("id", "desc")
    .limit(MOST_LISTED)
    .execute();
}

/** Of each source with deliveries in quarantine, how many there are; of those that came after a moment, if one is given. */
export async function countQuarantined(
  connection: Connection,
  since?: DateTime,
): Promise<readonly { readonly source: string; readonly count: number }[]> {
  const unread = connection
    .selectFrom("delivery")
    .select(["source", ({ fn }) => fn.countAll<number>().as("count")])
    .where("refused", "is not", null);
  const asked = since === undefined ? unread : unread.where("received_at", ">", since);
  return await asked.groupBy("source").orderBy("source").execute();
}

/** A delivery with its bytes; null when there is none, or none any more. */
export async function findDelivery(
  connection: Connection,
  id: number,
): Promise<(KeptDelivery & { readonly body: Buffer }) | null> {
  const found = await kept(connection).select("body").where("id", "=", id).executeTakeFirst();
  return found ?? null;
}

/** Lets a delivery wait again as if it had just come; false when it waits already. One statement, so done or not done. */
export async function replayDelivery(
  connection: Connection,
  id: number,
  by: string,
): Promise<boolean> {
  const { numUpdatedRows } = await connection
    .updateTable("delivery")
    .set({
      processed_at: null,
      refused: null,
      failures: 0,
      retry_at: null,
      replayed_at: sql`muster_now()`,
      replayed_by: by,
    })
    .where("id", "=", id)
    .where("processed_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function kept(connection: Connection) {
  return connection
    .selectFrom("delivery")
    .select([
      "id",
      "source",
      "received_at as receivedAt",
      sql<number>`length(body)`.as("bytes"),
      "processed_at as processedAt",
      "refused as reason",
      "replayed_at as replayedAt",
      "replayed_by as replayedBy",
    ]);
}
