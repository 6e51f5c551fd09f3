import { sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "#store/database/database.ts";
import { onServer, silent } from "#test/support/database-template.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";

function connect(url: string): Promise<Database> {
  return openDatabase({ url, dataDir: "", logger: silent });
}

/** Why it was refused, with every trace of the password. */
async function refusalOf(url: string): Promise<unknown> {
  const error: unknown = await connect(url).then(
    (database) => database.close(),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "DatabaseRefused" });
  const { message, code, cause } = error as Error & { code: string };
  expect(`${message} ${String(cause)} ${JSON.stringify(error)}`).not.toContain("geheim");
  expect(message).not.toContain("\n");
  return { code, message };
}

/** Makes each new connection to the database start like this. */
async function prepare(database: TestDatabase, statement: string): Promise<string> {
  const url = new URL(database.url ?? "");
  const name = url.pathname.slice(1);
  await onServer(url.href, async (client) => {
    await client.query(statement.replace("$database", name));
  });
  return url.href;
}

describe("an address", () => {
  it.each([
    "no address",
    "mysql://u:geheim@h/d",
    "postgres://u:geheim@[::1/d",
    "postgres://u:geheim@h:99999999/d",
  ])("is refused without being repeated: %s", { tags: ["I64"] }, async (url) => {
    expect(await refusalOf(url)).toEqual({
      code: "address",
      message:
        "DATABASE_URL is not a PostgreSQL address (expected postgres://user:password@host:5432/name).",
    });
  });

  it("where nobody answers is named without the password", { tags: ["I64"] }, async () => {
    expect(await refusalOf("postgres://u:geheim@127.0.0.1:1/d")).toEqual({
      code: "unreachable",
      message: "Cannot use PostgreSQL at 127.0.0.1:1/d: connect ECONNREFUSED 127.0.0.1:1.",
    });
  });
});

withPostgres("opening", (open) => {
  it("refuses a database that is not there", async () => {
    const url = new URL((await open()).url ?? "");
    url.password = "geheim";
    url.pathname = "/nowhere";

    expect(await refusalOf(url.href)).toMatchObject({
      code: "unreachable",
      message: expect.stringContaining('/nowhere: database "nowhere" does not exist'),
    });
  });

  it("limits how long anything may wait", async () => {
    const database = await open();
    const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
    const { rows } = await sql<{ value: string }>`
      select current_setting(name) as value
      from unnest(${names}::text[]) as name`.execute(database.kysely);

    expect(rows.map((row) => row.value)).toEqual(["5s", "2s", "10s"]);
  });

  it("keeps connections for pages, which no other work can use up", { tags: ["F11"] }, async () => {
    const database = await connect((await open()).url ?? "");
    onTestFinished(database.close);
    const holding = Promise.withResolvers<void>();
    const held = Array.from({ length: 12 }, () =>
      database.transaction(async (tx) => {
        await sql`select 1`.execute(tx);
        await holding.promise;
      }),
    );

    await expect(sql`select 1`.execute(database.kysely)).rejects.toThrow("timeout exceeded");
    const { rows } = await sql`select 1 as one`.execute(database.forPages.kysely);
    expect(rows).toEqual([{ one: 1 }]);

    holding.resolve();
    await Promise.all(held);
  });

  it.each(["kysely", "forPages"] as const)(
    "gives up connections to a server that takes no writes any more (%s)",
    { tags: ["F47"] },
    async (which) => {
      const database = await connect((await open()).url ?? "");
      onTestFinished(database.close);
      const kysely = which === "kysely" ? database.kysely : database.forPages.kysely;
      await sql`set session characteristics as transaction read only`.execute(kysely);

      await expect(sql`create temporary table kept ()`.execute(kysely)).rejects.toMatchObject({
        code: "25006",
      });

      // By the same connection it would be refused for ever.
      await sql`create temporary table kept ()`.execute(kysely);
    },
  );

  it("says what went wrong in a transaction, though nothing can be rolled back any more", async () => {
    const database = await connect((await open()).url ?? "");
    onTestFinished(database.close);

    const readOnly = database.transaction(async (tx) => {
      await sql`set transaction read only`.execute(tx);
      await sql`create table kept ()`.execute(tx);
    });
    await expect(readOnly).rejects.toMatchObject({ code: "25006" });
    const cut = database.transaction(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx);
    });
    await expect(cut).rejects.toMatchObject({ code: "57P01" });

    const { rows } = await sql`select 1 as one`.execute(database.kysely);
    expect(rows).toEqual([{ one: 1 }]);
  });

  it(
    "does not hand on a connection that the server has just ended",
    { tags: ["F10"] },
    async () => {
      const { kysely, close } = await connect((await open()).url ?? "");
      onTestFinished(close);

      // Whether its end has been noticed by the next statement is a matter of chance.
      for (let round = 0; round < 20; round += 1) {
        const ended = sql`select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)`;
        await expect(ended.execute(kysely)).rejects.toMatchObject({ code: "57P01" });
        const { rows } = await sql`select 1 as one`.execute(kysely);
        expect(rows).toEqual([{ one: 1 }]);
      }
    },
  );

  it("refuses a server older than 15", { tags: ["I64"] }, async () => {
    const database = await open();
    // No such server is at hand, so this one is made to say so.
    await sql`create schema old`.execute(database.kysely);
    await sql`
      create function old.current_setting(name text) returns text language sql
      as 'select case name when ''server_version_num'' then ''140012'' when ''server_version'' then ''14.12'' else pg_catalog.current_setting(name) end'
    `.execute(database.kysely);
    const url = await prepare(
      database,
      "alter database $database set search_path = old, pg_catalog, public",
    );

    expect(await refusalOf(url)).toMatchObject({
      code: "version",
      message: expect.stringMatching(/ is version 14\.12; Muster needs 15 or newer\.$/),
    });
    await prepare(database, "alter database $database reset search_path");
  });

  it("refuses a server that takes no writes", { tags: ["I64"] }, async () => {
    const database = await open();
    const url = await prepare(
      database,
      "alter database $database set default_transaction_read_only = on",
    );

    expect(await refusalOf(url)).toMatchObject({
      code: "read_only",
      message: expect.stringMatching(/ is read-only \(a standby\?\); Muster needs the primary\.$/),
    });
  });
});
