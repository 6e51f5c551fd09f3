import { expect, it, onTestFinished } from "vitest";
import { processSources } from "#engine/delivery/process-deliveries.ts";
import { startDeliveryLoop } from "#engine/delivery/work-off-deliveries.ts";
import { createBackoff } from "#engine/job/backoff.ts";
import { sourcesWithDeliveries } from "#store/alert/deliveries.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

async function store(database: TestDatabase, source: string): Promise<void> {
  const body = alertsFromTest({ alertname: "DiskFull", fingerprint: "f1" });
  await storeDelivery(database, { source, body });
}

withDatabases("deliveries", (open) => {
  it("are worked off for the sources that are said to have some, without a look at others", async () => {
    const database = await open();
    for (const source of ["prod", "staging"]) await store(database, source);

    await processSources(createEngine(database), ["prod"], createBackoff());

    expect(await sourcesWithDeliveries(database)).toEqual(["staging"]);
  });

  it("that others took in are worked off as well, whoever else delivers", async () => {
    const database = await open();
    await store(database, "staging");
    const loop = startDeliveryLoop(createEngine(database));
    onTestFinished(loop.stop);

    await store(database, "prod");
    loop.wake("prod");

    await eventually(async () => expect(await sourcesWithDeliveries(database)).toEqual([]));
    await store(database, "staging");
    await eventually(async () => expect(await sourcesWithDeliveries(database)).toEqual([]));
  });
});
