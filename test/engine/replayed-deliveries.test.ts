import { sql } from "kysely";
import { Duration } from "luxon";
import { expect, it } from "vitest";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { noteFailure, oldestDeliverySeconds, quarantineDelivery } from "#store/alert/deliveries.ts";
import { findDelivery, quarantined, replayDelivery } from "#store/alert/quarantine.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";

const DISK = { alertname: "Disk", fingerprint: "disk" };

withDatabases("deliveries that are handed in again", (open) => {
  it("page for what was not known while they were in quarantine", async () => {
    const { engine, database, id } = await begin(open);

    await replay(engine, id);

    expect(await known(database)).toEqual({ incidents: 1, pages: 1, firing: ["disk"] });
    expect(await quarantined(database.kysely)).toEqual([]);
    expect(await findDelivery(database.kysely, id)).toMatchObject({ replayedBy: "ann" });
  });

  it("page nobody and write nothing the second time", async () => {
    const { engine, database, id } = await begin(open);
    await replay(engine, id);
    const [before, lines] = [await known(database), await timeline(database)];

    await replay(engine, id);
    await replay(engine, id);

    expect(await known(database)).toEqual(before);
    expect(await timeline(database)).toEqual(lines);
  });

  it("reopen nothing that ended since they came", async () => {
    const { engine, database, id } = await begin(open);
    await deliver(engine, "prod", alertsFromTest(DISK));
    await later(database);
    await deliver(engine, "prod", alertsFromTest({ ...DISK, status: "resolved" }));
    const before = await known(database);

    await replay(engine, id);

    expect(await known(database)).toEqual(before);
    expect(before.firing).toEqual([]);
  });

  it("end what has not been heard of since they came", async () => {
    const database = await open();
    const engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest(DISK));
    await later(database);
    const id = await putAside(database, alertsFromTest({ ...DISK, status: "resolved" }));

    await replay(engine, id);

    expect((await known(database)).firing).toEqual([]);
  });

  it("are no sign of life of their source, and let none of its alerts go missing", async () => {
    const { engine, database, id } = await begin(open);
    await deliver(engine, "prod", alertsFromTest(DISK, { alertname: "Disk", fingerprint: "b" }));
    const before = await heard(database);
    await later(database);

    await replay(engine, id);

    expect(await heard(database)).toEqual(before);
  });

  it("have not waited since they first came", async () => {
    const { database, id } = await begin(open);

    await replayDelivery(database.kysely, id, "ann");
    const atOnce = await oldestDeliverySeconds(database);
    await later(database);

    expect(atOnce).toBeLessThan(30);
    expect(await oldestDeliverySeconds(database)).toBeGreaterThanOrEqual(60);
  });

  it("keep nothing waiting while they rest after a failure, and are tried again", async () => {
    const { engine, database, id } = await begin(open);
    await replayDelivery(database.kysely, id, "ann");
    await database.transaction((tx) => noteFailure(tx, id));

    await deliver(engine, "prod", alertsFromTest({ alertname: "Cpu", fingerprint: "cpu" }));
    const meanwhile = (await known(database)).firing;
    await later(database);
    await processDeliveries(engine);

    expect(meanwhile).toEqual(["cpu"]);
    expect((await known(database)).firing.toSorted()).toEqual(["cpu", "disk"]);
  });

  it("page nobody for it when they cannot be read once more", async () => {
    const database = await open();
    const engine = createEngine(database);
    const id = await putAside(database, Buffer.from("{"));

    await replay(engine, id);

    expect(await known(database)).toEqual({ incidents: 0, pages: 0, firing: [] });
    expect(await quarantined(database.kysely)).toMatchObject([{ id, replayedBy: "ann" }]);
  });
});

/** An engine, and a delivery that is in quarantine although it can be read by now. */
async function begin(open: () => Promise<TestDatabase>): Promise<{
  readonly engine: Engine;
  readonly database: TestDatabase;
  readonly id: number;
}> {
  const database = await open();
  const id = await putAside(database, alertsFromTest(DISK));
  await later(database);
  return { engine: createEngine(database), database, id };
}

async function putAside(database: TestDatabase, body: Uint8Array): Promise<number> {
  await quarantineDelivery(database, { source: "prod", body, reason: "a mistake of ours" });
  const [newest] = await quarantined(database.kysely);
  return newest?.id ?? 0;
}

async function replay(engine: Engine, id: number): Promise<void> {
  expect(await replayDelivery(engine.database.kysely, id, "ann")).toBe(true);
  expect(await replayDelivery(engine.database.kysely, id, "ann")).toBe(false);
  await processDeliveries(engine);
}

async function later(database: TestDatabase): Promise<void> {
  await database.clock.advance(Duration.fromObject({ minutes: 1 }));
}

async function known({ kysely }: TestDatabase): Promise<{
  readonly incidents: number;
  readonly pages: number;
  readonly firing: readonly string[];
}> {
  const incidents = await kysely.selectFrom("incident").select("id").execute();
  const pages = await kysely.selectFrom("page").select("id").execute();
  const alerts = await kysely
    .selectFrom("alert")
    .select("fingerprint")
    .where("status", "=", "firing")
    .execute();
  const firing = alerts.map(({ fingerprint }) => fingerprint);
  return { incidents: incidents.length, pages: pages.length, firing };
}

async function timeline({ kysely }: TestDatabase): Promise<number> {
  return (await kysely.selectFrom("timeline").select("id").execute()).length;
}

async function heard({ kysely }: TestDatabase): Promise<object> {
  const { rows: sources } = await sql`select * from source_state`.execute(kysely);
  const { rows: alerts } = await sql`select * from alert order by fingerprint`.execute(kysely);
  const { rows: groups } = await sql`select * from alert_group`.execute(kysely);
  return { sources, alerts, groups };
}
