import { setImmediate as giveWay } from "node:timers/promises";
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

  it("are worked off a batch a source, so one that delivers without end keeps no other waiting", async () => {
    const database = await open();
    for (let count = 0; count < 60; count += 1) await store(database, "prod");
    await store(database, "staging");

    await processSources(createEngine(database), ["prod", "staging"], createBackoff());

    expect(await sourcesWithDeliveries(database)).toEqual(["prod"]);
  });

  it("are a rush until all of them are worked off", async () => {
    const database = await open();
    for (let count = 0; count < 3; count += 1) await store(database, "prod");
    const loop = startDeliveryLoop(createEngine(database));
    onTestFinished(loop.stop);

    await loop.rush.over(new AbortController().signal);

    expect(await sourcesWithDeliveries(database)).toEqual([]);
  });

  it("that others took in are worked off as well, while one source is said to deliver without end", async () => {
    const database = await open();
    const loop = startDeliveryLoop(createEngine(database));
    onTestFinished(loop.stop);
    const ringing = setInterval(() => loop.wake("prod"), 1);
    onTestFinished(() => clearInterval(ringing));

    await store(database, "staging");

    await eventually(async () => expect(await sourcesWithDeliveries(database)).toEqual([]));
  });

  it("end with the loop, though others deliver without end", async () => {
    const database = await open();
    const loop = startDeliveryLoop(createEngine(database));
    const ending = new AbortController();
    async function deliver(source: string): Promise<void> {
      while (!ending.signal.aborted) {
        await store(database, source);
        // The embedded database answers without ever leaving the turn.
        await giveWay();
      }
    }
    const delivering = Promise.all(["prod", "staging"].map(deliver));

    loop.wake("prod");
    await eventually(async () =>
      expect((await sourcesWithDeliveries(database)).toSorted()).toEqual(["prod", "staging"]),
    );
    await loop.stop();

    ending.abort();
    await delivering;
  });
});
