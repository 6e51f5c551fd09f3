import { Duration } from "luxon";
import { expect, it } from "vitest";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { settlePage, type PageResult } from "#engine/page/settle-page.ts";
import { oldestDeliverySeconds } from "#store/alert/deliveries.ts";
import { oldestAwaitedSeconds } from "#store/page/awaited-pages.ts";
import { readPages } from "#store/page/pages.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const SENT: PageResult = { kind: "sent", via: "direct message" };
const TWO = configuration({
  policies: { checkout: { levels: [{ notify: [{ person: "ann" }, { person: "bob" }] }] } },
});

withDatabase("the time from an accepted delivery to the first page", (open) => {
  it("begins when the delivery is stored, however late it is worked off", async () => {
    const database = await open();
    const engine = createEngine(database);
    await storeDelivery(database, {
      source: "prod",
      body: alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }),
    });
    await pass(database, 200);
    expect(await oldestDeliverySeconds(database)).toBeGreaterThanOrEqual(200);

    await processDeliveries(engine);
    expect(await oldestAwaitedSeconds(database)).toBeGreaterThanOrEqual(200);
    await settle(engine, [SENT]);

    expect(await oldestDeliverySeconds(database)).toBe(0);
    expect(await oldestAwaitedSeconds(database)).toBe(0);
    expect(await measured(engine)).toEqual({ all: 1, within10: 0, within300: 1 });
  });

  it("is measured once, whoever else is paged and by whichever replica", async () => {
    const database = await open();
    const engine = createEngine(database, { configuration: TWO });
    const other = createEngine(database, { configuration: TWO });
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));

    await settle(other, [SENT, SENT]);
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));

    expect(await measured(engine)).toMatchObject({ all: 0 });
    expect(await measured(other)).toMatchObject({ all: 1, within10: 1 });
  });

  it("is not measured before that is committed", async () => {
    const database = await open();
    const engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));
    const [page] = await pages(engine);
    if (page === undefined) throw new Error("nobody was paged");

    const cut = database.transaction(async (tx) => {
      await settlePage(engine, tx, page, SENT);
      throw new Error("the connection is lost");
    });
    await expect(cut).rejects.toThrow("the connection is lost");
    expect(await measured(engine)).toMatchObject({ all: 0 });

    await settle(engine, [SENT]);
    expect(await measured(engine)).toMatchObject({ all: 1 });
  });

  it("goes on until somebody is reached, when a page fails", async () => {
    const database = await open();
    const engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));
    await settle(engine, [{ kind: "failed", error: "no such user" }]);
    expect(await measured(engine)).toMatchObject({ all: 0 });

    await pass(database, 200);
    await settle(engine, [SENT]);

    expect(await measured(engine)).toEqual({ all: 1, within10: 0, within300: 1 });
  });

  it("ends when nobody needs the page any more", async () => {
    const database = await open();
    const engine = createEngine(database);
    await deliver(engine, "prod", alertsFromTest({ alertname: "HighLatency", fingerprint: "f1" }));
    const [page] = await pages(engine);
    if (page === undefined) throw new Error("nobody was paged");
    const by = person("bob");
    await changeIncident(engine, page.incident, () => ({ kind: "acknowledge", by }));

    await settle(engine, [{ kind: "dropped", reason: "Bob has it" }]);

    expect(await oldestAwaitedSeconds(database)).toBe(0);
    expect(await measured(engine)).toMatchObject({ all: 1, within10: 1 });
  });
});

async function pass({ clock }: TestDatabase, seconds: number): Promise<void> {
  await clock.advance(Duration.fromObject({ seconds }));
}

async function pages({ database: { kysely } }: Engine) {
  const rows = await kysely.selectFrom("page").select("id").execute();
  const ids = rows.map(({ id }) => id);
  return (await readPages(kysely, ids)).filter(({ state }) => state === "pending");
}

/** What becomes of the pages that wait, the oldest first. */
async function settle(engine: Engine, results: readonly PageResult[]): Promise<void> {
  const waiting = await pages(engine);
  for (const [at, result] of results.entries()) {
    const page = waiting[at];
    if (page === undefined) throw new Error("fewer pages wait");
    await engine.database.transaction((tx) => settlePage(engine, tx, page, result));
  }
}

async function measured({ metrics }: Engine) {
  const { text } = await metrics.render();
  const name = "muster_accepted_to_paged_seconds";
  function read(line: string): number {
    const [, value] =
      text
        .split("\n")
        .find((one) => one.startsWith(line))
        ?.split(" ") ?? [];
    return Number(value);
  }
  return {
    all: read(`${name}_count`),
    within10: read(`${name}_bucket{le="10"}`),
    within300: read(`${name}_bucket{le="300"}`),
  };
}
