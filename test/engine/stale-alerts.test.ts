import { Duration } from "luxon";
import { expect, it } from "vitest";
import { startWatching, watchSource } from "#engine/delivery/watch-source.ts";
import type { Engine } from "#engine/engine.ts";
import { restartWatch } from "#store/alert/listening.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";

const DISK = alertsFromTest({ alertname: "Disk", fingerprint: "d1" });
const API = { api: { url: "http://alertmanager.example" } };

withDatabase("an alert whose end never comes", (open) => {
  it(
    "is told to be stale and asked about once, after two repetitions and ten minutes, and stays open",
    { tags: ["F34"] },
    async () => {
      const { engine, database } = await watched(await open());
      await deliver(engine, "prod", DISK);

      await pass(engine, database, { hours: 8, minutes: 9 });
      expect(await story(database)).not.toContain("alerts-stale");

      await pass(engine, database, { minutes: 2 });
      await pass(engine, database, { hours: 1 });

      const told = (await story(database)).filter((kind) => kind === "alerts-stale");
      expect(told).toHaveLength(1);
      expect(await asked(database)).toEqual(["incident/1"]);
      expect(await onlyIncident(database)).toMatchObject({
        status: "triggered",
        quietSince: null,
        alerts: { firing: 1 },
      });
    },
  );

  it("is stale no more once it is repeated", { tags: ["F34"] }, async () => {
    const { engine, database } = await watched(await open());
    await deliver(engine, "prod", DISK);
    await pass(engine, database, { hours: 9 });
    expect((await onlyIncident(database)).staleSince).not.toBeNull();

    await deliver(engine, "prod", DISK);
    await pass(engine, database, { minutes: 1 });

    expect((await onlyIncident(database)).staleSince).toBeNull();
    expect((await story(database)).at(-1)).toBe("alerts-heard");
  });

  it("is not blamed for the time in which nobody listened", async () => {
    const { engine, database } = await watched(await open());
    await deliver(engine, "prod", DISK);
    await database.clock.advance(Duration.fromObject({ hours: 9 }));
    await restartWatch(database);

    await pass(engine, database, { hours: 4 });
    expect((await onlyIncident(database)).staleSince).toBeNull();

    await pass(engine, database, { minutes: 11 });
    expect((await onlyIncident(database)).staleSince).not.toBeNull();
  });

  it("is told once, and stays told, where another source's alerts of the incident are heard of", async () => {
    const { engine, database } = await watched(await open());
    await deliver(engine, "prod", DISK);
    await database.clock.advance(Duration.fromObject({ hours: 9 }));
    await deliver(engine, "lab", DISK);

    for (let minute = 0; minute < 3; minute += 1) {
      await watchSource(engine, "lab");
      await pass(engine, database, { minutes: 1 });
    }
    expect(staleNews(await story(database))).toEqual(["alerts-stale"]);

    await deliver(engine, "prod", DISK);
    await watchSource(engine, "lab");
    await pass(engine, database, { minutes: 1 });
    expect(staleNews(await story(database))).toEqual(["alerts-stale", "alerts-heard"]);
  });

  it("is stale no more once it has ended, although others of the incident go on", async () => {
    const { engine, database } = await watched(await open());
    await deliver(engine, "prod", DISK);
    await pass(engine, database, { hours: 9 });
    await deliver(engine, "lab", DISK);
    await deliver(
      engine,
      "prod",
      alertsFromTest({ alertname: "Disk", fingerprint: "d1", status: "resolved" }),
    );

    await pass(engine, database, { minutes: 1 });

    expect(await onlyIncident(database)).toMatchObject({
      staleSince: null,
      alerts: { firing: 1, ended: 1 },
    });
  });

  it("is not stale while the source's API lists it", async () => {
    const { engine, database } = await watched(await open(), API);
    await deliver(engine, "prod", DISK);

    await pass(engine, database, { hours: 9 });

    expect((await onlyIncident(database)).staleSince).toBeNull();
  });
});

async function watched(database: TestDatabase, more: object = {}) {
  const engine = createEngine(database, {
    configuration: configuration({
      sources: { prod: { type: "alertmanager", ...more }, lab: { type: "alertmanager" } },
    }),
    list: async () => {
      const now = await database.clock.now();
      const alerts = [{ fingerprint: "d1", startsAt: now, mutedBy: null }];
      return { upSince: now.minus({ days: 1 }), alerts };
    },
  });
  await startWatching(engine);
  return { engine, database };
}

async function pass(engine: Engine, { clock }: TestDatabase, time: object): Promise<void> {
  await clock.advance(Duration.fromObject(time));
  await watchSource(engine, "prod");
}

async function onlyIncident({ kysely }: TestDatabase) {
  const [incident, ...others] = await openIncidents(kysely, 10);
  expect(others).toEqual([]);
  if (incident === undefined) throw new Error("there is no open incident");
  return incident;
}

async function story(database: TestDatabase): Promise<readonly string[]> {
  const { id } = await onlyIncident(database);
  return (await readTimeline(database.kysely, id)).map(({ event }) => event.kind);
}

function staleNews(kinds: readonly string[]): readonly string[] {
  return kinds.filter((kind) => kind === "alerts-stale" || kind === "alerts-heard");
}

async function asked({ kysely }: TestDatabase): Promise<readonly string[]> {
  const rows = await kysely.selectFrom("notice").select(["place", "about"]).execute();
  return rows.flatMap(({ place, about }) => {
    return JSON.stringify(about).includes("alerts-stale") ? [place] : [];
  });
}
