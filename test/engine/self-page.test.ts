import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { settlePage } from "#engine/page/settle-page.ts";
import { tick } from "#engine/timer/tick.ts";
import { followSelfPage } from "#engine/watch/self-page.ts";
import { openIncidents, readIncidents } from "#store/incident/incidents.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

withDatabase("the daily page of Muster to itself", (open) => {
  it("takes the way of any alert once for all replicas, counts nowhere, and ends by itself", async () => {
    const database = await open();
    const { now, settings } = await configured(database, [{ person: "bob" }]);
    const [one, other] = [createEngine(database, settings), createEngine(database, settings)];

    await Promise.all([followSelfPage(one), followSelfPage(other)]);
    await processDeliveries(one);
    await processDeliveries(other);

    const [incident, ...more] = await openIncidents(database.kysely, 10);
    if (incident === undefined) throw new Error("there is no incident");
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ severity: "SEV4", life: { isDrill: true } });
    expect(incident.title).toBe(
      `Nothing is wrong: Muster sees whether its pages arrive (${now.toFormat("yyyy-MM-dd")})`,
    );
    const [page, ...others] = await pagesOfIncident(database.kysely, incident.id);
    expect(others).toEqual([]);
    expect(page?.target).toEqual({ kind: "person", person: "bob" });
    expect((await one.metrics.incidentsOpened.get()).values).toEqual([]);

    await arrive(one);
    await Promise.all([followSelfPage(one), followSelfPage(other)]);
    await processDeliveries(one);
    await database.clock.advance(Duration.fromObject({ minutes: 6 }));
    await tick(one, incident.id);

    const [after] = await readIncidents(database.kysely, [incident.id]);
    expect(after?.status).toBe("resolved");
    expect(one.impairments.current()).toEqual([]);
  });

  it("endangers pages when it has not arrived within a minute, until it does", async () => {
    const database = await open();
    const { settings } = await configured(database, [{ channel: "#incidents" }]);
    const engine = createEngine(database, settings);
    await followSelfPage(engine);
    await processDeliveries(engine);

    await database.clock.advance(Duration.fromObject({ minutes: 2 }));
    await followSelfPage(engine);
    expect(engine.impairments.current()).toMatchObject([
      { part: "self-page", severity: "pages-at-risk" },
    ]);

    await arrive(engine);
    await followSelfPage(engine);
    expect(engine.impairments.current()).toEqual([]);
  });

  it("has arrived when somebody took it before all were paged", async () => {
    const database = await open();
    const { settings } = await configured(database, [{ person: "bob" }, { channel: "#incidents" }]);
    const engine = createEngine(database, settings);
    await followSelfPage(engine);
    await processDeliveries(engine);
    await arrive(engine, "person");
    await database.clock.advance(Duration.fromObject({ minutes: 2 }));
    await followSelfPage(engine);
    expect(partsOf(engine)).toEqual(["self-page"]);

    await drop(engine);
    await followSelfPage(engine);

    expect(partsOf(engine)).toEqual([]);
  });

  it("endangers pages no more once a person says that it is over, although it failed", async () => {
    const database = await open();
    const { settings } = await configured(database, [{ channel: "#incidents" }]);
    const engine = createEngine(database, settings);
    await followSelfPage(engine);
    await processDeliveries(engine);
    await fail(engine);
    await database.clock.advance(Duration.fromObject({ minutes: 2 }));
    await followSelfPage(engine);
    expect(partsOf(engine)).toEqual(["self-page"]);

    const [incident] = await openIncidents(database.kysely, 10);
    const by = person("bob");
    if (incident === undefined) throw new Error("there is no incident");
    await changeIncident(engine, incident.id, () => {
      return { kind: "resolve", by, reason: "put right" };
    });
    await followSelfPage(engine);

    expect(partsOf(engine)).toEqual([]);
  });

  it("pages anew on the next day, and ends the one that never arrived", async () => {
    const database = await open();
    const { settings } = await configured(database, [{ channel: "#incidents" }]);
    const engine = createEngine(database, settings);
    await followSelfPage(engine);
    await processDeliveries(engine);

    await database.clock.advance(Duration.fromObject({ days: 1 }));
    await followSelfPage(engine);
    await processDeliveries(engine);

    const [today, yesterday] = await openIncidents(database.kysely, 10);
    expect(today?.alerts.firing).toBe(1);
    expect(yesterday?.alerts).toMatchObject({ firing: 0, ended: 1 });
    if (today === undefined) throw new Error("there is no incident");
    expect(await pagesOfIncident(database.kysely, today.id)).toHaveLength(1);
  });
});

/** Its time was a minute ago. */
async function configured(database: TestDatabase, to: readonly object[]) {
  const now = await database.clock.now();
  const at = now.toUTC().minus({ minutes: 1 });
  const selfPage = { at: at.toFormat("HH:mm"), zone: "UTC", to };
  const settings: { configuration: Configuration } = {
    configuration: configuration({ watch: { selfPage } }),
  };
  return { now: at, settings };
}

async function arrive(engine: Engine, at?: "person"): Promise<void> {
  await settle(engine, { kind: "sent", via: "direct message" }, at);
}

async function drop(engine: Engine): Promise<void> {
  await settle(engine, { kind: "dropped", reason: "somebody acknowledged before" }, "channel");
}

async function fail(engine: Engine): Promise<void> {
  await settle(engine, { kind: "failed", error: "not_in_channel" });
}

type Settled = Parameters<typeof settlePage>[3];

async function settle(engine: Engine, how: Settled, at?: "person" | "channel"): Promise<void> {
  const { kysely } = engine.database;
  for (const { id } of await openIncidents(kysely, 10)) {
    for (const page of await pagesOfIncident(kysely, id)) {
      if (at !== undefined && page.target.kind !== at) continue;
      await engine.database.transaction((tx) => settlePage(engine, tx, page, how));
    }
  }
}

function partsOf({ impairments }: Engine): readonly string[] {
  return impairments.current().map(({ part }) => part);
}
