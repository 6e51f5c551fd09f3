import { sql } from "kysely";
import type { Transaction } from "#store/database/database.ts";

const MERGING = sql`hashtextextended('merging', 0)`;

/** To be taken before any other lock: one merge at a time, and none while alerts look for their incidents. */
export async function lockMerging(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MERGING})`.execute(tx);
}

/** Makes everybody who is about to find or open the incident of one of these keys wait for this transaction. */
export async function lockKeys(tx: Transaction, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(hashtextextended(key, 0))
    from unnest(${keys.toSorted()}::text[]) as key`.execute(tx);
}

/**
 * The same for keys of alerts, and first of all nothing is merged before this transaction has ended: what is known of an
 * alert's incident stays true. Null stands for merging; the locks are taken in the order of the list.
 */
export async function lockKeysUnmerged(tx: Transaction, keys: readonly string[]): Promise<void> {
  await sql`
    select case
      when key is null then pg_advisory_xact_lock_shared(${MERGING})
      else pg_advisory_xact_lock(hashtextextended(key, 0))
    end
    from unnest(${[null, ...keys.toSorted()]}::text[]) as key`.execute(tx);
}
