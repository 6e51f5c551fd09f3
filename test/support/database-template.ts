import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { pino } from "pino";
import { type Database, assembleDatabase, openDatabase } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { pgliteDialect } from "#store/database/open-pglite.ts";
import { copySeed } from "#store/database/pglite-seed.ts";
import { installPushedClock } from "./pushed-clock.ts";

export const silent = pino({ enabled: false });

export const templateName = "muster_template";

/** Dumps a migrated database, so that a test file starts in half a second. */
export async function makePgliteTemplate(file: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-template-"));
  await copySeed(folder);
  const pglite = await PGlite.create(folder);
  const database = openMemory(pglite);
  await prepare(database);
  await pglite.exec("checkpoint");
  const dump = await pglite.dumpDataDir("none");
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await database.close();
  await rm(folder, { recursive: true });
}

export async function makePostgresTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`drop database if exists ${templateName}`);
    await client.query(`create database ${templateName}`);
  });
  const url = databaseUrl(serverUrl, templateName);
  const database = await openDatabase({ url, dataDir: "", logger: silent });
  await prepare(database);
  await database.close();
}

/** The files that share a database leave it to the end of the run. */
export async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where starts_with(datname, $1)",
      [prefix],
    );
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`);
  });
}

export async function onServer(
  serverUrl: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** PGlite without a folder: quick, and gone when closed. */
export function openMemory(pglite: PGlite): Database {
  const dialect = pgliteDialect(pglite);
  return assembleDatabase({ kind: "pglite", dialect, release: async () => {} });
}

async function prepare(database: Database): Promise<void> {
  await migrate(database, { logger: silent });
  await installPushedClock(database);
}
