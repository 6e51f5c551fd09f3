import { Duration } from "luxon";
import { expect, it } from "vitest";
import { startWatching } from "#engine/delivery/watch-source.ts";
import type { Engine } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { beat } from "#engine/watch/beat.ts";
import { forgetReplica } from "#store/watch/replicas.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const WATCHED = configuration({
  sources: { prod: { type: "alertmanager", heartbeat: { within: "PT5M" } } },
  watch: { heartbeat: { url: "HEARTBEAT_URL" } },
});

withDatabase("the heartbeat to a dead man's switch", (open) => {
  it("goes out while the whole chain is well", { tags: ["F41"] }, async () => {
    const { engine, pings } = await watched(await open());

    await beat(engine, { ping: pings.ping, askSlack: async () => null });

    expect(pings.count()).toBe(1);
    expect(engine.impairments.current()).toEqual([]);
  });

  it("stops when the alert that always fires is missing", { tags: ["F41"] }, async () => {
    const { engine, database, pings } = await watched(await open());
    await pass(database, { minutes: 6 });

    await beat(engine, pings);
    expect(pings.count()).toBe(0);
    expect(troubleOf(engine)).toContain("the heartbeat of prod is missing");

    await deliver(engine, "prod", alertsFromTest({ alertname: "Watchdog", fingerprint: "w" }));
    await beat(engine, pings);
    expect(pings.count()).toBe(1);
    expect(troubleOf(engine)).toBeNull();
  });

  it("stops when what was accepted is not worked off", { tags: ["F41"] }, async () => {
    const { engine, database, pings } = await watched(await open());
    await storeDelivery(database, {
      source: "prod",
      body: alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }),
    });
    await pass(database, { minutes: 2 });

    await beat(engine, pings);

    expect(pings.count()).toBe(0);
    expect(troubleOf(engine)).toContain("a delivery has waited for 1");
  });

  it("stops when nobody does what is due", { tags: ["F41"] }, async () => {
    const { engine, database, pings } = await watched(await open());
    await database.clock.advance(Duration.fromObject({ minutes: 2 }));

    await beat(engine, pings);

    expect(pings.count()).toBe(0);
    expect(troubleOf(engine)).toContain("a timer has been late for 1");
  });

  it("stops when a page waits", { tags: ["F41"] }, async () => {
    const { engine, database, pings } = await watched(await open());
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));
    await pass(database, { minutes: 2 });

    await beat(engine, pings);

    expect(pings.count()).toBe(0);
    expect(troubleOf(engine)).toContain("a page has waited for 1");
  });

  it(
    "stops when Slack does not answer, and when nothing can be written",
    { tags: ["F41"] },
    async () => {
      const { engine, pings } = await watched(await open());

      await beat(engine, { ...pings, askSlack: async () => "Slack does not answer" });
      expect(troubleOf(engine)).toContain("Slack does not answer");

      const broken = { ...engine, database: brokenDatabase(engine) };
      await beat(broken, pings);

      expect(pings.count()).toBe(0);
      expect(troubleOf(engine)).toContain("takes no writes");
    },
  );

  it(
    "stops in every process while one of them is ill or has fallen silent",
    { tags: ["F41"] },
    async () => {
      const database = await open();
      const well = await watched(database, "a/1");
      const ill = await watched(database, "b/2");

      await beat(ill.engine, { ...ill.pings, askSlack: async () => "Slack refuses the token" });
      await beat(well.engine, well.pings);
      expect(well.pings.count()).toBe(0);
      expect(troubleOf(well.engine)).toContain("b/2: Slack refuses the token");

      await beat(ill.engine, ill.pings);
      await beat(well.engine, well.pings);
      expect([ill.pings.count(), well.pings.count()]).toEqual([1, 1]);

      await pass(database, { minutes: 4 });
      await beat(well.engine, well.pings);
      expect(well.pings.count()).toBe(1);
      expect(troubleOf(well.engine)).toContain("b/2: nothing was heard of it");

      await forgetReplica(database, "b/2");
      await beat(well.engine, well.pings);
      expect(well.pings.count()).toBe(2);
    },
  );

  it("says that the switch cannot be pinged, which withholds nothing by itself", async () => {
    const { engine, pings } = await watched(await open());
    const failing = { ...pings, ping: () => Promise.reject(new Error("it answered 500")) };

    await beat(engine, failing);
    expect(troubleOf(engine)).toBe("the dead man's switch hears nothing: it answered 500");

    await beat(engine, pings);
    expect(pings.count()).toBe(1);
    expect(troubleOf(engine)).toBeNull();
  });
});

async function watched(database: TestDatabase, name = "a/1") {
  const created = createEngine(database, { configuration: WATCHED });
  const engine: Engine = { ...created, impairments: createImpairments({ ...created, name }) };
  await startWatching(engine);
  let count = 0;
  return {
    engine,
    database,
    pings: {
      ping: async () => void (count += 1),
      askSlack: async () => null,
      count: () => count,
    },
  };
}

function troubleOf({ impairments }: Engine): string | null {
  return impairments.current().find(({ part }) => part === "heartbeat")?.words ?? null;
}

/** Reads, and takes no writes. */
function brokenDatabase({ database }: Engine): Engine["database"] {
  const kysely = new Proxy(database.kysely, {
    get: (target, key) => {
      if (key === "insertInto") throw new Error("read-only");
      return Reflect.get(target, key, target);
    },
  });
  return { ...database, kysely };
}

/** Meanwhile somebody did what came due. */
async function pass({ clock, kysely }: TestDatabase, time: object): Promise<void> {
  await kysely.deleteFrom("job").execute();
  await kysely.deleteFrom("lane").execute();
  await clock.advance(Duration.fromObject(time));
}
