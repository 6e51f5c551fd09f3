import { sql } from "kysely";
import type { Connection } from "#store/database/database.ts";
import { BackupRefused } from "./backup-refused.ts";

type Column = { readonly name: string; readonly type: string };
export type Table = { readonly name: string; readonly columns: readonly Column[] };

/** Every table of ours with what can be written to it; the migrations' own come with the migrations. */
export async function readTables(connection: Connection): Promise<readonly Table[]> {
  const { rows } = await sql<Table>`
    select pg_class.relname as name,
      json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod))
        order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
      and attnum > 0 and not attisdropped and attgenerated = ''
    group by pg_class.oid order by pg_class.relname`.execute(connection);
  return rows;
}

/** How many rows each has. */
export async function countRows(
  connection: Connection,
  tables: readonly Table[],
): Promise<Readonly<Record<string, number>>> {
  const counts: [string, number][] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)}`.execute(connection);
    counts.push([name, rows[0]?.count ?? 0]);
  }
  return Object.fromEntries(counts);
}

export async function readMigrations(connection: Connection): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(connection);
  return rows.map(({ name }) => name);
}

/**
 * Which number each sequence gave out last. Throws BackupRefused where the role may not read that: PostgreSQL shows
 * it as never used then, and what is restored would give the same numbers out again.
 */
export async function readSequences(
  connection: Connection,
): Promise<Readonly<Record<string, number | null>>> {
  const { rows } = await sql<{ name: string; last: number | null; isReadable: boolean }>`
    select sequencename as name, last_value as last,
      has_sequence_privilege(format('%I.%I', schemaname, sequencename), 'select, usage')
        as "isReadable"
    from pg_sequences where schemaname = 'public' order by sequencename`.execute(connection);
  const hidden = rows.filter(({ isReadable }) => !isReadable).map(({ name }) => name);
  if (hidden.length > 0) {
    throw new BackupRefused(
      `This role may not read ${hidden.join(", ")}: set DATABASE_MIGRATION_URL to the role that owns the tables.`,
    );
  }
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}
