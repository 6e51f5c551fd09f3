import { sql } from "kysely";
import { DateTime, Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { openDatabase } from "#store/database/database.ts";
import { enqueue } from "#store/job/jobs.ts";
import { silent } from "#test/support/database-template.ts";
import { type TestDatabase, withDatabases, withPostgres } from "#test/support/database.ts";
import { job } from "#test/support/outbox.ts";

async function ask(database: TestDatabase, expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select ${sql.raw(expression)} as value`.execute(database.kysely);
  return rows[0]?.value;
}

/** What the database makes of a parameter. */
async function hand(database: TestDatabase, value: unknown, type: string): Promise<unknown> {
  const { rows } = await sql<{ value: string }>`
    select ${value}::${sql.raw(type)}::text as value`.execute(database.kysely);
  return rows[0]?.value;
}

function utc(iso: string): DateTime {
  return DateTime.fromISO(iso, { zone: "utc" });
}

withDatabases("a database", (open) => {
  describe("values", () => {
    it.each([
      ["42::bigint", 42],
      ["(select count(*) from generate_series(1, 3))", 3],
      ["(-9007199254740991)::bigint", -9007199254740991],
      ["7::int", 7],
      ["1.5::float8", 1.5],
      ["'12345678901234567890.123'::numeric", "12345678901234567890.123"],
      ["true", true],
      ["null::bigint", null],
      ["'2026-02-03'::date", "2026-02-03"],
      [`'{"a":[1,"b",null]}'::jsonb`, { a: [1, "b", null] }],
      [`'[1,2]'::json`, [1, 2]],
      ["array['a','b,\"c']::text[]", ["a", 'b,"c']],
      ["array[1,null,3]::bigint[]", [1, null, 3]],
      ["array[1.10,2]::numeric[]", ["1.10", "2"]],
      ["array['2026-02-03']::date[]", ["2026-02-03"]],
      ["decode('00ff', 'hex')", Buffer.from([0, 255])],
    ])("read %s", async (expression, expected) => {
      const database = await open();

      expect(await ask(database, expression)).toEqual(expected);
    });

    it.each([
      ["'2026-03-01 12:00:00.123456+02'::timestamptz", "2026-03-01T10:00:00.123Z"],
      ["'2026-03-01 12:00:00+05:30'::timestamptz", "2026-03-01T06:30:00.000Z"],
      ["'1969-12-31 23:59:59.9+00'::timestamptz", "1969-12-31T23:59:59.900Z"],
      ["(array['2026-03-01 12:00:00+00']::timestamptz[])[1]", "2026-03-01T12:00:00.000Z"],
    ])("read %s as a moment in UTC", async (expression, expected) => {
      const database = await open();
      const value = await ask(database, expression);

      expect(DateTime.isDateTime(value) && value.zoneName).toBe("UTC");
      expect(DateTime.isDateTime(value) && value.toISO()).toBe(expected);
    });

    it("read an array of moments", async () => {
      const database = await open();
      const value = await ask(database, "array['2026-03-01 12:00:00+00', null]::timestamptz[]");

      expect(value).toEqual([utc("2026-03-01T12:00:00Z"), null]);
    });

    it.each([
      ["9007199254740993::bigint", "9007199254740993 is too large for a number"],
      ["'infinity'::timestamptz", "infinity is not a moment in time"],
    ])("that JavaScript cannot hold are refused: %s", async (expression, message) => {
      const database = await open();

      await expect(ask(database, expression)).rejects.toThrow(message);
    });

    it.each([
      [DateTime.fromISO("2026-03-01T12:00:00.5+02:00"), "timestamptz", "2026-03-01 10:00:00.5+00"],
      [{ a: [1, "ü"] }, "jsonb", '{"a": [1, "ü"]}'],
      [["a", 'b"c', null], "text[]", '{a,"b\\"c",NULL}'],
      [[{ a: 1 }, { b: "'" }], "jsonb[]", '{"{\\"a\\": 1}","{\\"b\\": \\"\'\\"}"}'],
      [[utc("2026-03-01T12:00:00Z")], "timestamptz[]", '{"2026-03-01 12:00:00+00"}'],
      [[1, 2], "bigint[]", "{1,2}"],
      [Buffer.from([0, 255]), "bytea", "\\x00ff"],
      [true, "boolean", "true"],
      [null, "timestamptz", null],
    ])("write %j as %s", async (value, type, expected) => {
      const database = await open();
      await sql`set time zone 'UTC'`.execute(database.kysely);

      expect(await hand(database, value, type)).toBe(expected);
    });
  });

  describe("a transaction", () => {
    it.each<[string, (database: TestDatabase) => Promise<unknown>]>([
      ["a query", ({ kysely }) => kysely.selectFrom("job").select("id").execute()],
      ["raw SQL", ({ kysely }) => sql`select 1`.execute(kysely)],
      ["another transaction", ({ transaction }) => transaction(async () => null)],
    ])("refuses %s on the root connection inside itself", async (_, useRoot) => {
      const database = await open();

      const inside = database.transaction(() => useRoot(database));

      await expect(inside).rejects.toThrow("Inside a transaction use its tx");
    });

    it("gives the root connection back to what outlives it", async () => {
      const database = await open();
      const { promise, resolve } = Promise.withResolvers<void>();

      const { later } = await database.transaction(async () => ({
        later: promise.then(() => database.kysely.selectFrom("job").select("id").execute()),
      }));
      resolve();

      expect(await later).toEqual([]);
    });

    it("keeps nothing when its work fails", async () => {
      const database = await open();

      const failing = database.transaction(async (tx) => {
        await enqueue(tx, [job("never")]);
        await sql`select 1 / 0`.execute(tx);
      });

      await expect(failing).rejects.toMatchObject({ code: "22012" });
      expect(await database.kysely.selectFrom("job").select("id").execute()).toEqual([]);
    });
  });

  describe("the clock", () => {
    it("is the database's, and tests push it", async () => {
      const database = await open();
      const before = await database.clock.now();

      await database.clock.advance(Duration.fromObject({ hours: 26, minutes: 5 }));

      const passed = (await database.clock.now()).diff(before).as("minutes");
      expect(passed).toBeGreaterThanOrEqual(26 * 60 + 5);
      expect(passed).toBeLessThan(26 * 60 + 6);
    });
  });
});

withPostgres("a database", (open) => {
  it.each(["40001", "40P01"])("runs the work again after SQLSTATE %s", async (code) => {
    const database = await open();
    let runs = 0;

    await database.transaction(async (tx) => {
      runs += 1;
      await enqueue(tx, [job(`run ${runs}`)]);
      if (runs < 4) await raise(tx, code);
    });

    const jobs = await database.kysely.selectFrom("job").select("payload").execute();
    expect(jobs).toEqual([{ payload: { text: "run 4" } }]);
  });

  it("gives up after three more tries, and at once on any other error", async () => {
    const database = await open();
    const runs = { "40001": 0, "23505": 0 };

    for (const code of ["40001", "23505"] as const) {
      const failing = database.transaction(async (tx) => {
        runs[code] += 1;
        await raise(tx, code);
      });
      await expect(failing).rejects.toMatchObject({ code });
    }

    expect(runs).toEqual({ "40001": 4, "23505": 1 });
  });

  it("survives the loss of its connections, at rest and in the middle of a transaction", async () => {
    const database = await open();
    const other = await openDatabase({ url: database.url ?? "", dataDir: "", logger: silent });

    const cut = database.transaction(async (tx) => {
      await enqueue(tx, [job("never")]);
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(other.kysely);
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow(/terminat|ECONNRESET|EPIPE|connection/);
    await other.close();

    await expect.poll(() => ask(database, "1").catch(() => null)).toBe(1);
    expect(await ask(database, "(select count(*) from job)")).toBe(0);
  });
});

async function raise(tx: Parameters<typeof enqueue>[0], code: string): Promise<void> {
  await sql`do ${sql.lit(`begin raise sqlstate '${code}'; end`)}`.execute(tx);
}
