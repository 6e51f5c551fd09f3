import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "kysely";
import { afterAll, describe, inject, onTestFinished } from "vitest";
import { type Database, openDatabase } from "#store/database/database.ts";
import { databaseUrl, onServer, openMemory, silent, templateName } from "./database-template.ts";
import { type PushedClock, pushedClock, resetClock } from "./pushed-clock.ts";

export interface TestDatabase extends Database {
  readonly clock: PushedClock;
  /** The address for further connections and processes; null on PGlite, which has room for one. */
  readonly url: string | null;
}

/** Gives the describe's own database: migrated, empty, with the clock at the present. */
type OpenTestDatabase = () => Promise<TestDatabase>;

type Definition = (open: OpenTestDatabase, kind: Database["kind"]) => void;

/** Runs the same tests on PGlite and on a real PostgreSQL. */
export function withDatabases(name: string, define: Definition): void {
  onPglite(name, () => define(openOnce(openSharedPglite), "pglite"));
  onPostgres(name, () => define(openOnce(openSharedPostgres), "postgres"));
}

/**
 * For a story that no database tells differently: on PostgreSQL where there is one, else on PGlite. What the promises
 * rest on runs on both.
 */
export function withDatabase(name: string, define: Definition): void {
  const kind = inject("postgresUrl") === null ? "pglite" : "postgres";
  describe(`${name} on ${kind === "pglite" ? "PGlite" : "PostgreSQL"}`, () => {
    define(openOnce(openTestDatabase), kind);
  });
}

/** The database of such a story, for whoever has no use for a describe. */
export function openTestDatabase(): Promise<TestDatabase> {
  return inject("postgresUrl") === null ? openSharedPglite() : openSharedPostgres();
}

/** For what needs several processes, which get a database that nobody else uses. */
export function withPostgres(name: string, define: Definition): void {
  onPostgres(name, (serverUrl) =>
    define(
      openOnce(() => openPostgresCopy(serverUrl)),
      "postgres",
    ),
  );
}

/** Like withDatabases, but each test gets a database of its own without a single table. */
export function withEmptyDatabases(name: string, define: Definition): void {
  onPglite(name, () => define(closedAfterTest(openEmptyPglite), "pglite"));
  withEmptyPostgres(name, define);
}

export function withEmptyPostgres(name: string, define: Definition): void {
  onPostgres(name, (serverUrl) => {
    define(
      closedAfterTest(() => openPostgresCopy(serverUrl, "template0")),
      "postgres",
    );
  });
}

function onPglite(name: string, define: () => void): void {
  describe(`${name} on PGlite`, () => {
    define();
  });
}

function onPostgres(name: string, define: (serverUrl: string) => void): void {
  const serverUrl = inject("postgresUrl");
  describe.skipIf(serverUrl === null)(`${name} on PostgreSQL`, () => {
    define(serverUrl ?? "");
  });
}

/** One copy of the template for all tests of a describe, emptied each time it is asked for. */
function openOnce(create: OpenTestDatabase): OpenTestDatabase {
  let created: Promise<TestDatabase> | null = null;
  afterAll(async () => {
    await (await created)?.close();
  });
  return async () => {
    if (created !== null) await empty(await created);
    created ??= create();
    return created;
  };
}

function closedAfterTest(create: OpenTestDatabase): OpenTestDatabase {
  return async () => {
    const database = await create();
    onTestFinished(database.close);
    return database;
  };
}

async function openEmptyPglite(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-empty-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const database = await openDatabase({ dataDir: folder, logger: silent });
  return { ...database, clock: pushedClock(database), url: null };
}

type Shared = { readonly database: TestDatabase; readonly shape: unknown };

/** Opening one takes half a second: the files that a process runs one after the other share theirs. */
const shared = new Map<Database["kind"], Shared>();

function openSharedPglite(): Promise<TestDatabase> {
  return openShared("pglite", openPgliteCopy);
}

function openSharedPostgres(): Promise<TestDatabase> {
  return openShared("postgres", () => openPostgresCopy(inject("postgresUrl") ?? ""));
}

async function openShared(kind: Database["kind"], create: OpenTestDatabase): Promise<TestDatabase> {
  let { database, shape } = shared.get(kind) ?? {};
  if (database !== undefined && isDeepStrictEqual(await shapeOf(database), shape)) {
    await empty(database);
    // What was deleted is cleaned up late or never, and slows down whoever comes after.
    await sql`vacuum`.execute(database.kysely);
  } else {
    await database?.close();
    database = await create();
    shared.set(kind, { database, shape: await shapeOf(database) });
  }
  return { ...database, close: async () => {} };
}

async function openPgliteCopy(): Promise<TestDatabase> {
  const loadDataDir = await openAsBlob(inject("pgliteTemplate"));
  const database = openMemory(await PGlite.create({ loadDataDir }));
  return { ...database, clock: pushedClock(database), url: null };
}

/** What a test that failed halfway may have left altered. */
async function shapeOf({ kysely }: Database): Promise<unknown> {
  const { rows } = await sql`
    select oid, relname as name from pg_class where relnamespace = 'public'::regnamespace
    union all select oid, tgname from pg_trigger order by oid`.execute(kysely);
  return rows;
}

async function openPostgresCopy(serverUrl: string, template = templateName): Promise<TestDatabase> {
  const name = `${inject("databases")}${randomBytes(8).toString("hex")}`;
  await onServer(serverUrl, async (client) => {
    await client.query(`create database ${name} template ${template} strategy file_copy`);
  });
  const url = databaseUrl(serverUrl, name);
  const database = await openDatabase({ url, dataDir: "", logger: silent });
  return {
    ...database,
    clock: pushedClock(database),
    url,
    close: async () => {
      await database.close();
      await onServer(serverUrl, async (client) => {
        await client.query(`drop database ${name} with (force)`);
      });
    },
  };
}

/**
 * Empties every table of ours, past the triggers that protect some of them; quicker than truncate. Sequences are set
 * back in place: altered, each would get a new file.
 */
async function empty(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`
      do $$
      declare item record;
      begin
        for item in select tablename as name from pg_tables
          where schemaname = 'public' and tablename not like 'kysely%'
        loop execute format('delete from %I', item.name); end loop;
        perform setval(seqrelid, seqstart, false) from pg_sequence join pg_class on oid = seqrelid
          where relnamespace = 'public'::regnamespace;
      end $$`.execute(tx);
  });
  await resetClock(database);
}
