import { type RawBuilder, sql } from "kysely";
import type { Logger } from "pino";
import type { Database, Transaction } from "#store/database/database.ts";
import { migrate, ownMigrations } from "#store/database/migrate.ts";
import { BackupRefused } from "./backup-refused.ts";
import { insertRows } from "./insert-rows.ts";
import type { Header } from "./lines.ts";
import { checkBackup, readBackup } from "./read-backup.ts";
import { withoutLimits } from "./read-rows.ts";
import { countRows, readMigrations, readTables, type Table } from "./tables.ts";
import type { OnProgress } from "./write-backup.ts";

export type RestoreOptions = { readonly logger: Logger; readonly onProgress: OnProgress };

/**
 * Fills an empty database with what the file holds, all of it or nothing, and brings it up to date. The file is read
 * twice: nothing is written before all of it was found to be whole.
 */
export async function restoreBackup(
  database: Database,
  file: string,
  { logger, onProgress }: RestoreOptions,
): Promise<Header> {
  const header = await checkBackup(file);
  await database.transaction(async (tx) => refuseUnfit(tx, await readTables(tx), header));
  await makeTables(database, header, logger);
  await database.transaction(async (tx) => {
    await withoutLimits(tx);
    const tables = await readTables(tx);
    await sql`lock table ${namesOf(tables)} in access exclusive mode`.execute(tx);
    await refuseUnfit(tx, tables, header);
    const constraints = await dropForeignKeys(tx);
    for (const { name } of tables) await switchTriggers(tx, name, "disable");
    await insertRows(tx, { tables, header, entries: readBackup(file), onProgress });
    for (const { name } of tables) await switchTriggers(tx, name, "enable");
    for (const constraint of constraints) await addForeignKey(tx, constraint);
  });
  await migrate(database, { logger });
  return header;
}

/** As the backup had them, so that its rows fit; later migrations then change the rows as well. */
async function makeTables(database: Database, header: Header, logger: Logger): Promise<void> {
  const own = Object.entries(await ownMigrations().getMigrations());
  const lacking = header.migrations.filter((name) => !own.some(([known]) => known === name));
  if (lacking.length > 0) {
    throw new BackupRefused(
      `The backup was taken by a newer Muster (${lacking.join(", ")}): restore it with that one.`,
    );
  }
  const those = own.filter(([name]) => header.migrations.includes(name));
  const provider = { getMigrations: async () => Object.fromEntries(those) };
  await migrate(database, { logger, provider });
}

/** Nobody may have written there before, and no later Muster may have made the tables. */
async function refuseUnfit(
  tx: Transaction,
  tables: readonly Table[],
  header: Header,
): Promise<void> {
  if (tables.length === 0) return;
  const filled = Object.entries(await countRows(tx, tables)).filter(([, count]) => count > 0);
  if (filled.length > 0) {
    throw new BackupRefused(
      `The database is not empty (${filled.map(([name]) => name).join(", ")}): give an empty one. Nothing was changed.`,
    );
  }
  const applied = await readMigrations(tx);
  if (applied.every((name) => header.migrations.includes(name))) return;
  throw new BackupRefused(
    "The database has tables of a later version than the backup: give it one without any tables.",
  );
}

function namesOf(tables: readonly Table[]): RawBuilder<unknown> {
  return sql.join(tables.map(({ name }) => sql.table(name)));
}

type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string };

/** Rows come in no order of theirs; what they refer to is checked once all are there. */
async function dropForeignKeys(tx: Transaction): Promise<readonly ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select relname as table, conname as name, pg_get_constraintdef(pg_constraint.oid) as definition
    from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
    order by relname, conname`.execute(tx);
  for (const { table, name } of rows) {
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(tx);
  }
  return rows;
}

async function addForeignKey(tx: Transaction, { table, name, definition }: ForeignKey) {
  await sql`
    alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
    tx,
  );
}

/** Lines keep the seals that they have: sealed anew, one that was changed would look as if it were not. */
async function switchTriggers(
  tx: Transaction,
  table: string,
  how: "enable" | "disable",
): Promise<void> {
  await sql`alter table ${sql.table(table)} ${sql.raw(how)} trigger user`.execute(tx);
}
