import { sql } from "kysely";
import { Duration } from "luxon";
import { expect, it } from "vitest";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { createBackoff } from "#engine/job/backoff.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const PAUSES = [1, 2, 4, 8];
const POISON = Buffer.from("poison");

withDatabases("deliveries that fail", (open) => {
  it.each(["55P03", "53100", "40P01", "57P03", "08006", "58030", "XX000", "42P01"])(
    "wait as long as the database is in trouble (%s), and are never put aside",
    async (state) => {
      const { engine, database } = await begin(open);
      await breakAlerts(database, state);
      await deliver(database, "Disk");

      for (let time = 0; time < 8; time += 1) {
        expect(await processDeliveries(engine)).toBe(0);
        await database.clock.advance(Duration.fromObject({ seconds: 30 }));
      }
      expect(await deliveries(database)).toEqual([{ failures: 0, refused: null, done: false }]);

      await mendAlerts(database);
      await processDeliveries(engine);
      expect(await titles(database)).toEqual(["Disk is wrong"]);
    },
  );

  it("wait also while the connection is lost", async () => {
    const { engine, database } = await begin(open);
    await deliver(database, "Disk");
    const cut = { ...engine, database: { ...database, transaction: loseConnection } };

    for (let time = 0; time < 8; time += 1) await processDeliveries(cut);

    expect(await deliveries(database)).toEqual([{ failures: 0, refused: null, done: false }]);
  });

  it("rest longer each time after trouble, whatever comes meanwhile", async () => {
    const { engine, database } = await begin(open);
    let now = 0;
    const backoff = createBackoff(() => now);
    const tried: number[] = [];
    const counting: Engine = {
      ...engine,
      database: {
        ...database,
        transaction: async () => {
          tried.push(now / 1000);
          return await loseConnection();
        },
      },
    };

    for (; now < 100_000; now += 500) {
      await deliver(database, "Disk");
      await processDeliveries(counting, backoff);
    }

    expect(tried).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
  });

  it("by their own fault are put aside after five spaced tries, and somebody is paged", async () => {
    const { engine, database } = await begin(open);
    await storeDelivery(database, { source: "prod", body: POISON });
    await deliver(database, "Disk");

    for (const seconds of PAUSES) {
      await processDeliveries(engine);
      await processDeliveries(engine);
      expect(await titles(database)).toEqual([]);
      await database.clock.advance(Duration.fromObject({ seconds }));
    }
    await processDeliveries(engine);

    expect(await deliveries(database)).toEqual([
      { failures: 5, refused: "it is poison", done: true },
      { failures: 0, refused: null, done: true },
    ]);
    expect(await titles(database)).toEqual([
      "A delivery of prod could not be read: its alerts are not known",
      "Disk is wrong",
    ]);
    const kept = await database.kysely
      .selectFrom("delivery")
      .select("body")
      .orderBy("id")
      .execute();
    expect(kept[0]?.body).toEqual(POISON);
    const pages = await database.kysely.selectFrom("page").select("reason").execute();
    expect(pages.length).toBe(2);
  });

  it("because of their values are to blame, and not their neighbours", async () => {
    const { engine, database } = await begin(open);
    await breakAlerts(database, "22003", "when (new.labels->>'alertname' = 'Odd')");
    await deliver(database, "Disk");
    await deliver(database, "Odd");
    await deliver(database, "Net");

    await processDeliveries(engine);

    expect(await deliveries(database)).toEqual([
      { failures: 0, refused: null, done: true },
      { failures: 1, refused: null, done: false },
      { failures: 0, refused: null, done: false },
    ]);
    await mendAlerts(database);
  });

  it("page again when another one cannot be read after the incident was resolved", async () => {
    const { engine, database } = await begin(open);
    await storeDelivery(database, { source: "prod", body: Buffer.from("{") });
    await processDeliveries(engine);
    const [first] = await openIncidents(database.kysely, 10);
    await sql`
      update incident set status = 'resolved', resolved_at = muster_now() - interval '1 day'
      where id = ${first?.id}`.execute(database.kysely);

    await database.clock.advance(Duration.fromObject({ minutes: 1 }));
    await storeDelivery(database, { source: "prod", body: Buffer.from("{") });
    await processDeliveries(engine);

    const pages = await database.kysely.selectFrom("page").select("incident_id").execute();
    expect(new Set(pages.map((page) => page.incident_id)).size).toBe(2);
  });
});

async function begin(open: () => Promise<TestDatabase>): Promise<{
  readonly engine: Engine;
  readonly database: TestDatabase;
}> {
  const database = await open();
  await mendAlerts(database);
  const engine = createEngine(database);
  const { read, ...rest } = engine.readers.alertmanager;
  const alertmanager = {
    ...rest,
    read: (body: Uint8Array, at: Parameters<typeof read>[1]) => {
      if (POISON.equals(body)) throw new Error("it is poison");
      return read(body, at);
    },
  };
  return { engine: { ...engine, readers: { alertmanager } }, database };
}

async function deliver(database: TestDatabase, alertname: string): Promise<void> {
  const body = alertsFromTest({ alertname, fingerprint: alertname });
  await storeDelivery(database, { source: "prod", body });
}

async function loseConnection(): Promise<never> {
  throw new Error("Connection terminated unexpectedly");
}

/** From now on alerts cannot be written. */
async function breakAlerts(database: TestDatabase, state: string, when = ""): Promise<void> {
  await sql`
    create or replace function muster_test.fail() returns trigger language plpgsql
    as ${sql.raw(`$$ begin raise exception 'broken' using errcode = '${state}'; end $$`)}`.execute(
    database.kysely,
  );
  await sql`
    create trigger broken before insert on alert
    for each row ${sql.raw(when)} execute function muster_test.fail()`.execute(database.kysely);
}

async function mendAlerts(database: TestDatabase): Promise<void> {
  await sql`drop trigger if exists broken on alert`.execute(database.kysely);
}

async function deliveries(database: TestDatabase): Promise<readonly object[]> {
  return await database.kysely
    .selectFrom("delivery")
    .select(["failures", "refused", sql<boolean>`processed_at is not null`.as("done")])
    .orderBy("id")
    .execute();
}

async function titles(database: TestDatabase): Promise<readonly string[]> {
  const incidents = await openIncidents(database.kysely, 10);
  return incidents.map(({ title }) => title).toReversed();
}
