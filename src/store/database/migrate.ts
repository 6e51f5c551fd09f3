import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sql } from "kysely";
import {
  FileMigrationProvider,
  type Migration,
  type MigrationProvider,
  Migrator,
} from "kysely/migration";
import { Duration } from "luxon";
import type { Logger } from "pino";
import { DatabaseRefused } from "./database-refused.ts";
import type { Database, Transaction } from "./database.ts";

export interface MigrateOptions {
  readonly logger: Logger;
  readonly provider?: MigrationProvider;
  /** How long to wait for another replica that is migrating. */
  readonly patience?: Duration;
}

export const MIGRATIONS = fileURLToPath(new URL("../../../migrations", import.meta.url));

/** The number of the advisory lock; any number of ours does, and it never changes. */
const lockNumber = 4_687_837;
const pause = Duration.fromObject({ milliseconds: 250 });

/** Brings the schema up to date, each migration in a transaction of its own; returns what it applied. */
export async function migrate(
  database: Database,
  options: MigrateOptions,
): Promise<readonly string[]> {
  const applied: string[] = [];
  for (;;) {
    const name = await database.transaction((tx) => migrateNext(tx, options));
    if (name === null) return applied;
    options.logger.info({ migration: name }, "migrated the database");
    applied.push(name);
  }
}

/** Names of the migrations that this version has and the database has not. */
export async function pendingMigrations(
  database: Database,
  provider: MigrationProvider = ownMigrations(),
): Promise<readonly string[]> {
  return database.transaction(async (tx) => {
    const state = await compare(tx, provider);
    return state.pending;
  });
}

async function migrateNext(tx: Transaction, options: MigrateOptions): Promise<string | null> {
  const provider = options.provider ?? ownMigrations();
  if (!(await needsMigration(tx, provider, options.logger))) return null;
  await takeLock(tx, options);
  // Whoever held the lock may have done the work meanwhile.
  if (!(await needsMigration(tx, provider, options.logger))) return null;
  // A change of a large table takes its time; waiting for other sessions still must not.
  await sql`set local statement_timeout = 0`.execute(tx);
  const { error, results } = await new Migrator({ db: tx, provider }).migrateUp();
  const name = results?.at(0)?.migrationName;
  if (error === undefined) return name ?? null;
  throw refused(`Migration ${name ?? "?"} failed: ${reasonOf(error)}.`, error);
}

async function needsMigration(
  tx: Transaction,
  provider: MigrationProvider,
  logger: Logger,
): Promise<boolean> {
  const { pending, unknown } = await compare(tx, provider);
  if (unknown.length === 0) return pending.length > 0;
  if (pending.length > 0) {
    throw refused(`The database has migrations that this Muster lacks: ${unknown.join(", ")}.`);
  }
  // During a rolling upgrade the older replicas keep working on the newer schema.
  logger.warn({ migrations: unknown }, "the database is newer than this version");
  return false;
}

interface Comparison {
  readonly pending: readonly string[];
  readonly unknown: readonly string[];
}

async function compare(tx: Transaction, provider: MigrationProvider): Promise<Comparison> {
  const own = Object.keys(await provider.getMigrations());
  const applied = await appliedMigrations(tx);
  return {
    pending: own.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !own.includes(name)),
  };
}

async function appliedMigrations(tx: Transaction): Promise<readonly string[]> {
  const table = await sql<{ exists: boolean }>`
    select to_regclass('kysely_migration') is not null as exists`.execute(tx);
  if (table.rows[0]?.exists !== true) return [];
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(tx);
  return rows.map((row) => row.name);
}

/** Ends with the transaction, so that it works behind PgBouncer and nobody can forget it. */
async function takeLock(tx: Transaction, options: MigrateOptions): Promise<void> {
  const patience = options.patience ?? Duration.fromObject({ seconds: 30 });
  const attempts = Math.ceil(patience.toMillis() / pause.toMillis());
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await tryLock(tx)) return;
    if (attempt === 0) options.logger.info("waiting for another replica to migrate the database");
    await wait(pause.toMillis());
  }
  throw refused(`Another process has been migrating the database for ${patience.toHuman()}.`);
}

async function tryLock(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${lockNumber}) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

export function ownMigrations(): MigrationProvider {
  return new FileMigrationProvider({ fs, path, migrationFolder: MIGRATIONS, import: loadOnUse });
}

/** Most starts need only the names. */
async function loadOnUse(file: string): Promise<Migration> {
  return {
    up: async (db) => {
      const migration: Migration = await import(pathToFileURL(file).href);
      await migration.up(db);
    },
  };
}

function refused(message: string, cause?: unknown): DatabaseRefused {
  return new DatabaseRefused("migration", message, { cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
