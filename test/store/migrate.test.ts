import { type Kysely, sql } from "kysely";
import type { Migration, MigrationProvider } from "kysely/migration";
import { Duration } from "luxon";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Database, openDatabase } from "#store/database/database.ts";
import { migrate, pendingMigrations } from "#store/database/migrate.ts";
import { silent } from "#test/support/database-template.ts";
import { withEmptyDatabases, withEmptyPostgres } from "#test/support/database.ts";

function provider(migrations: Record<string, Migration>): MigrationProvider {
  return { getMigrations: async () => migrations };
}

function creating(table: string): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.createTable(table).addColumn("id", "integer").execute();
    },
  };
}

const failing: Migration = {
  up: async (db: Kysely<unknown>) => {
    await creating("half").up(db);
    await sql`select 1 / 0`.execute(db);
  },
};

async function tables(database: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%'
    order by tablename`.execute(database.kysely);
  return rows.map((row) => row.name);
}

interface Journal {
  readonly logger: pino.Logger;
  readonly messages: string[];
}

function journal(): Journal {
  const messages: string[] = [];
  const logger = pino({ level: "info" }, { write: (line) => messages.push(JSON.parse(line).msg) });
  return { logger, messages };
}

withEmptyDatabases("migrating", (open) => {
  it("brings an empty database up to date, once", async () => {
    const database = await open();
    const pending = await pendingMigrations(database);

    expect(await migrate(database, { logger: silent })).toEqual(pending);

    expect(pending).toContain("0001-foundation");
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await migrate(database, { logger: silent })).toEqual([]);
    expect(await tables(database)).toEqual(expect.arrayContaining(["job", "lane"]));
  });

  it(
    "applies each in a transaction of its own, and goes on where one failed",
    { tags: ["F38"] },
    async () => {
      const database = await open();
      const first = { "1-one": creating("one") };
      const broken = provider({ ...first, "2-half": failing, "3-three": creating("three") });

      await expect(migrate(database, { logger: silent, provider: broken })).rejects.toMatchObject({
        name: "DatabaseRefused",
        code: "migration",
        message: "Migration 2-half failed: division by zero.",
      });
      expect(await tables(database)).toEqual(["one"]);

      const mended = provider({
        ...first,
        "2-half": creating("two"),
        "3-three": creating("three"),
      });
      const applied = await migrate(database, { logger: silent, provider: mended });
      expect(applied).toEqual(["2-half", "3-three"]);
      expect(await tables(database)).toEqual(["one", "three", "two"]);
    },
  );

  it("works on a schema that a newer version made, and says so", async () => {
    const database = await open();
    const older = { "1-one": creating("one") };
    const newer = { ...older, "2-two": creating("two") };
    await migrate(database, { logger: silent, provider: provider(newer) });
    const { logger, messages } = journal();

    expect(await migrate(database, { logger, provider: provider(older) })).toEqual([]);

    expect(messages).toEqual(["the database is newer than this version"]);
  });

  it("refuses a schema that went another way", async () => {
    const database = await open();
    await migrate(database, { logger: silent, provider: provider({ "2-two": creating("two") }) });
    const other = provider({ "1-one": creating("one") });

    await expect(migrate(database, { logger: silent, provider: other })).rejects.toThrow(
      "The database has migrations that this Muster lacks: 2-two.",
    );
  });
});

withEmptyPostgres("migrating", (open) => {
  it(
    "is done by one of two replicas that start at once, and both come up",
    { tags: ["F39"] },
    async () => {
      const one = await open();
      const two = await openDatabase({ url: one.url ?? "", dataDir: "", logger: silent });
      onTestFinished(two.close);
      const pending = await pendingMigrations(one);

      const applied = await Promise.all(
        [one, two].map((database) => migrate(database, { logger: silent })),
      );

      expect(applied.flat().toSorted()).toEqual(pending);
      expect(await pendingMigrations(two)).toEqual([]);
    },
  );

  describe("while another process migrates", () => {
    it("says that it waits, and goes on when the other is done", async () => {
      const database = await open();
      const { logger, messages } = journal();
      const holding = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const slow: Migration = {
        up: async (db) => {
          holding.resolve();
          await held.promise;
          await creating("one").up(db);
        },
      };
      const other = migrate(database, { logger: silent, provider: provider({ "1-one": slow }) });
      await holding.promise;

      const waiting = migrate(database, { logger, provider: provider({ "1-one": slow }) });
      await expect
        .poll(() => messages)
        .toEqual(["waiting for another replica to migrate the database"]);
      held.resolve();

      expect(await other).toEqual(["1-one"]);
      expect(await waiting).toEqual([]);
    });

    it("gives up with a clear line when its patience ends", async () => {
      const database = await open();
      const holding = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const stuck: Migration = {
        up: async () => {
          holding.resolve();
          await held.promise;
        },
      };
      const other = migrate(database, { logger: silent, provider: provider({ "1-one": stuck }) });
      await holding.promise;

      const impatient = migrate(database, {
        logger: silent,
        provider: provider({ "1-one": stuck }),
        patience: Duration.fromObject({ milliseconds: 300 }),
      });

      await expect(impatient).rejects.toThrow(
        "Another process has been migrating the database for 300 milliseconds.",
      );
      held.resolve();
      await other;
    });
  });

  it(
    "leaves nothing behind when its connection is cut half-way, and the next one completes it",
    { tags: ["F38"] },
    async () => {
      const database = await open();
      const cut: Migration = {
        up: async (db) => {
          await creating("half").up(db);
          await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
        },
      };

      const dying = migrate(database, { logger: silent, provider: provider({ "1-one": cut }) });
      await expect(dying).rejects.toThrow(/terminat|ECONNRESET|EPIPE|connection/);

      expect(await tables(database)).toEqual([]);
      const whole = provider({ "1-one": creating("one") });
      expect(await migrate(database, { logger: silent, provider: whole })).toEqual(["1-one"]);
    },
  );
});
