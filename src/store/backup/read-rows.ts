import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "#store/database/database.ts";

/** How much of the database is in memory at once, and how many rows at most. */
const PORTION_BYTES = 4 * 1024 * 1024;
const MOST_ROWS = 1000;

/** One text for each row of a table, a portion at a time: the longest one says how many at once do no harm. */
export async function* readRows(
  tx: Transaction,
  table: string,
  text: RawBuilder<string>,
): AsyncGenerator<readonly string[]> {
  const { rows: sizes } = await sql<{ longest: number | null }>`
    select max(octet_length(${text})) as longest from ${sql.table(table)}`.execute(tx);
  const longest = sizes[0]?.longest ?? 0;
  if (longest === 0) return;
  const portion = Math.min(MOST_ROWS, Math.max(1, Math.floor(PORTION_BYTES / longest)));
  await sql`
    declare backup_rows no scroll cursor for
    select ${text} as text from ${sql.table(table)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<{ text: string }>`
      fetch forward ${sql.lit(portion)} from backup_rows`.execute(tx);
    if (rows.length > 0) yield rows.map((row) => row.text);
    if (rows.length < portion) break;
  }
  await sql`close backup_rows`.execute(tx);
}

/** Everything is read as it was at one moment, however long that takes, in forms that do not depend on the server. */
export async function beginSnapshot(tx: Transaction): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(tx);
  await withoutLimits(tx);
}

/** Reading and writing all of it takes its time; and values look the same everywhere. */
export async function withoutLimits(tx: Transaction): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
  await sql`set local timezone = 'UTC'`.execute(tx);
  await sql`set local datestyle = 'ISO, YMD'`.execute(tx);
  await sql`set local bytea_output = 'hex'`.execute(tx);
  await sql`set local extra_float_digits = 1`.execute(tx);
}
