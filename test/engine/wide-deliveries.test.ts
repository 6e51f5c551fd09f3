import { sql } from "kysely";
import { expect, it } from "vitest";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Transaction } from "#store/database/database.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const WIDE = 200;
const MOST_AT_ONCE = 60;

withDatabases("a delivery with many alert names", (open) => {
  it("becomes an incident each, a few in a transaction, and ends when the last is done", async () => {
    const database = await open();
    const opened: number[] = [];
    await storeDelivery(database, { source: "prod", body: wide() });

    await processDeliveries(
      createEngine(
        watching(database, async () => {
          opened.push(await countIncidents(database));
        }),
      ),
    );

    const steps = opened.map((number, index) => number - (opened[index - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(MOST_AT_ONCE);
    expect(await facts(database)).toEqual({
      incidents: WIDE,
      joined: WIDE,
      pages: WIDE,
      waiting: 0,
    });
  });

  it("goes on where it was cut off, and tells nothing twice and nothing never", async () => {
    const database = await open();
    await storeDelivery(database, { source: "prod", body: wide() });
    let transactions = 0;
    const failing = watching(database, async () => {
      transactions += 1;
      if (transactions === 3) throw Object.assign(new Error("the disk is full"), { code: "53100" });
    });

    await processDeliveries(createEngine(failing));
    const cut = await facts(database);
    expect(cut.waiting).toBe(1);
    expect(cut.incidents).toBeGreaterThan(0);
    expect(cut.incidents).toBeLessThan(WIDE);

    await processDeliveries(createEngine(database));
    expect(await facts(database)).toEqual({
      incidents: WIDE,
      joined: WIDE,
      pages: WIDE,
      waiting: 0,
    });
  });

  it("lets others have a turn between its transactions", async () => {
    const database = await open();
    await storeDelivery(database, { source: "prod", body: wide() });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);

    await processDeliveries(createEngine(database));
    clearInterval(timer);

    expect(turns).toBeGreaterThan(1);
  });

  it("tells one incident of all its alerts at once", async () => {
    const database = await open();
    const alerts = Array.from({ length: WIDE }, (_, index) => {
      return { alertname: "Disk", fingerprint: `f${index}` };
    });
    await storeDelivery(database, { source: "prod", body: alertsFromTest(...alerts) });

    await processDeliveries(createEngine(database));

    expect(await facts(database)).toEqual({ incidents: 1, joined: 1, pages: 1, waiting: 0 });
  });
});

function wide(): Uint8Array {
  return alertsFromTest(
    ...Array.from({ length: WIDE }, (_, index) => {
      return { alertname: `Alert${index}`, fingerprint: `f${index}` };
    }),
  );
}

/** The same database, where something is done after the work of each transaction. */
function watching(database: TestDatabase, after: () => Promise<void>): TestDatabase {
  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await database.transaction(work);
    await after();
    return result;
  }
  return { ...database, transaction };
}

async function facts(database: TestDatabase) {
  const { rows } = await sql<{
    incidents: number;
    joined: number;
    pages: number;
    waiting: number;
  }>`
    select
      (select count(*)::int from incident) as incidents,
      (select count(*)::int from timeline where kind = 'alerts-joined') as joined,
      (select count(*)::int from page) as pages,
      (select count(*)::int from delivery where processed_at is null) as waiting`.execute(
    database.kysely,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("the database says nothing");
  return row;
}

async function countIncidents(database: TestDatabase): Promise<number> {
  const { n } = await database.kysely
    .selectFrom("incident")
    .select((all) => all.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}
