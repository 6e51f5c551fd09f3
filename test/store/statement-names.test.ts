import { sql } from "kysely";
import { expect, it } from "vitest";
import { type Connection, openDatabase } from "#store/database/database.ts";
import { createLogger } from "#telemetry/logger.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";

type Prepared = { readonly name: string; readonly plans: number };

withPostgres("statements that are run often", (open) => {
  let database: TestDatabase;

  /** On one connection, until the statement has a name there. */
  async function often(): Promise<readonly Prepared[]> {
    return await database.transaction(async (tx) => {
      for (let times = 0; times < 20; times += 1) expect(await count(tx, 2)).toBe(2);
      return await preparedIn(tx);
    });
  }

  async function begin(): Promise<void> {
    database = await open();
    await sql`drop table if exists thing`.execute(database.kysely);
    await sql`create table thing (number integer not null)`.execute(database.kysely);
    await sql`insert into thing values (1), (2), (3)`.execute(database.kysely);
  }

  it("are planned once for each connection, after they were run ten times", async () => {
    await begin();

    const [first] = await often();

    expect(first).toMatchObject({ name: expect.stringMatching(/^muster_\d+_\w{40}$/) });
    expect(first?.plans).toBeGreaterThanOrEqual(10);
  });

  it("are planned anew when somebody migrates, inside a transaction and outside", async () => {
    await begin();
    const [before] = await often();

    await sql`alter table thing add column colour text`.execute(database.kysely);
    const outside = await Promise.all([1, 2, 3].map((most) => count(database.kysely, most)));
    await often();
    await sql`alter table thing add column weight integer`.execute(database.kysely);
    const inside = await often();

    expect(outside).toEqual([1, 2, 3]);
    expect(inside.some(({ name }) => name !== before?.name)).toBe(true);
  });

  it("have no names where connections forget them, as behind a pooler", async () => {
    await begin();
    const lines: string[] = [];
    const logger = createLogger({
      level: "info",
      destination: { write: (line) => lines.push(line) },
    });
    const behind = await openDatabase({ url: database.url ?? "", dataDir: "", logger });
    database = { ...database, ...behind };
    await often();

    const answered = await database.transaction(async (tx) => {
      await sql`deallocate all`.execute(tx);
      return await count(tx, 3);
    });
    await sql`deallocate all`.execute(behind.kysely);
    const prepared = await often();
    await behind.close();

    expect(answered).toBe(3);
    expect(prepared).toEqual([]);
    expect(lines.filter((line) => line.includes("keeps no prepared statements"))).toHaveLength(1);
  });
});

async function count(connection: Connection, most: number): Promise<number> {
  const { rows } = await sql<object>`select * from thing where number <= ${most}`.execute(
    connection,
  );
  return rows.length;
}

async function preparedIn(connection: Connection): Promise<readonly Prepared[]> {
  const { rows } = await sql<Prepared>`
    select name, (generic_plans + custom_plans)::int as plans from pg_prepared_statements
    where statement like '%from thing%'`.execute(connection);
  return rows;
}
