import { type RawBuilder, sql } from "kysely";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { BackupRefused } from "./backup-refused.ts";
import { beginSnapshot, readRows } from "./read-rows.ts";
import { readTables, type Table } from "./tables.ts";

/** What opens something, also only by its hash, stays here. */
export const SECRETS: Readonly<Record<string, readonly string[]>> = {
  attempt_token: ["hash"],
  calendar: ["secret", "hash"],
};

/** How many rows each table had, and when. */
export type Exported = {
  readonly takenAt: string;
  readonly rows: Readonly<Record<string, number>>;
};

/** Takes the lines of a table, each of them a JSON object and its end. */
export type WriteTable = (table: string, lines: AsyncIterable<string>) => Promise<void>;

/** Every table as it is at one moment, without secrets. */
export async function exportTables(database: Database, write: WriteTable): Promise<Exported> {
  return await database.transaction(async (tx) => {
    await beginSnapshot(tx);
    const tables = await readTables(tx);
    if (tables.length === 0) throw new BackupRefused("The database is empty: nothing to export.");
    const takenAt = (await readClock(tx)).toUTC().toISO();
    const rows: Record<string, number> = {};
    for (const table of tables) {
      const counted = counting(readRows(tx, table.name, objectText(table)));
      await write(table.name, counted.lines);
      rows[table.name] = counted.rows();
    }
    return { takenAt, rows };
  });
}

function counting(portions: AsyncIterable<readonly string[]>): {
  readonly lines: AsyncIterable<string>;
  readonly rows: () => number;
} {
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const portion of portions) {
      count += portion.length;
      yield `${portion.join("\n")}\n`;
    }
  }
  return { lines: lines(), rows: () => count };
}

function objectText({ name: table, columns }: Table): RawBuilder<string> {
  const shown = columns.filter(({ name }) => !(SECRETS[table] ?? []).includes(name));
  const pairs = shown.map(({ name }) => sql`${sql.lit(name)}, ${sql.ref(name)}`);
  return sql<string>`jsonb_build_object(${sql.join(pairs)})::text`;
}
