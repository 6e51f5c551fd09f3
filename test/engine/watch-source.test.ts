import { Duration } from "luxon";
import { Client } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import type { AlertListing } from "#domain/alert/alert.ts";
import { isOpen } from "#domain/incident/incident.ts";
import { lookAtSources } from "#engine/delivery/look-at-sources.ts";
import { startWatching, watchSource } from "#engine/delivery/watch-source.ts";
import type { Engine } from "#engine/engine.ts";
import { noteListening, restartWatch } from "#store/alert/listening.ts";
import { sourceStates } from "#store/alert/sources.ts";
import { openIncidents, readIncidents } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, withPostgres, type TestDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { hearSource } from "#test/support/hear-source.ts";
import { type Listed, listingOf } from "#test/support/listing.ts";

const FIVE_MINUTES = Duration.fromObject({ minutes: 5 });
const WATCHED = configuration({
  sources: {
    prod: {
      type: "alertmanager",
      api: { url: "http://alertmanager.example" },
      heartbeat: { alertname: "Watchdog", within: "PT5M" },
    },
  },
});

withDatabases("watching a source", (open) => {
  describe("whose API lists its alerts", () => {
    it("counts a silenced alert as muted, and as firing once the silence is over", async () => {
      const { engine, database, answer } = await watched(open);
      await deliver(engine, "prod", alertsFromTest({ alertname: "Disk", fingerprint: "d1" }));

      answer({ d1: ["silence-1"] });
      await watchSource(engine, "prod");
      expect((await onlyIncident(database)).alerts).toEqual({ firing: 0, muted: 1, ended: 0 });

      answer({ d1: null });
      await watchSource(engine, "prod");
      expect((await onlyIncident(database)).alerts).toEqual({ firing: 1, muted: 0, ended: 0 });
      expect(await kindsOf(database)).toEqual([
        "opened",
        "paged",
        "alerts-joined",
        "alerts-muted",
        "alerts-unmuted",
      ]);
    });

    it("believes that an alert ended when two looks in a row do not list it", async () => {
      const { engine, database, answer } = await watched(open);
      await deliver(engine, "prod", alertsFromTest({ alertname: "Disk", fingerprint: "d1" }));

      answer({});
      await watchSource(engine, "prod");
      expect((await onlyIncident(database)).alerts.firing).toBe(1);

      await watchSource(engine, "prod");
      const incident = await onlyIncident(database);
      expect(incident.alerts).toEqual({ firing: 0, muted: 0, ended: 1 });
      expect(incident.quietSince).not.toBeNull();
    });

    it("believes nothing of a source that has just started", { tags: ["F49"] }, async () => {
      const { engine, database, answer } = await watched(open);
      await deliver(engine, "prod", alertsFromTest({ alertname: "Disk", fingerprint: "d1" }));

      answer({}, { upFor: { minutes: 4 } });
      for (let look = 0; look < 3; look += 1) await watchSource(engine, "prod");

      expect((await onlyIncident(database)).alerts.firing).toBe(1);
    });

    it(
      "keeps what is open and says that the source cannot be asked",
      { tags: ["F49"] },
      async () => {
        const { engine, database, answer } = await watched(open);
        await deliver(engine, "prod", alertsFromTest({ alertname: "Disk", fingerprint: "d1" }));

        await watchSource(engine, "prod");

        const state = (await sourceStates(database.kysely)).get("prod");
        expect(state?.listingError).toBe("nobody answers");
        expect((await onlyIncident(database)).alerts.firing).toBe(1);
        await lookAtSources(engine);
        expect(engine.impairments.current()).toMatchObject([
          { part: "source-api", key: "prod", words: expect.stringContaining("nobody answers") },
        ]);

        answer({ d1: null });
        await watchSource(engine, "prod");
        await lookAtSources(engine);
        expect(engine.impairments.current()).toEqual([]);
      },
    );
  });

  describe("whose heartbeat is missing", () => {
    it(
      "opens one incident that pages, and ends it when the heartbeat is back",
      { tags: ["F41"] },
      async () => {
        const { engine, database } = await watched(open);

        await database.clock.advance(FIVE_MINUTES.plus({ seconds: 1 }));
        await watchSource(engine, "prod");
        await watchSource(engine, "prod");
        const blind = await onlyIncident(database);
        expect(blind.title).toBe("Alerting is blind: the heartbeat of prod is missing");
        expect(blind.alerts.firing).toBe(1);
        expect(await kindsOf(database)).toContain("paged");

        await deliver(engine, "prod", alertsFromTest({ alertname: "Watchdog", fingerprint: "w1" }));
        await watchSource(engine, "prod");
        expect((await onlyIncident(database)).quietSince).not.toBeNull();
      },
    );

    it("stays blind over a restart, until a beat comes", async () => {
      const { engine, database } = await watched(open);
      await database.clock.advance(FIVE_MINUTES.plus({ seconds: 1 }));
      await watchSource(engine, "prod");

      await restartWatch(database);
      await startWatching(engine);
      await watchSource(engine, "prod");

      expect((await onlyIncident(database)).quietSince).toBeNull();
    });

    it("is given its time when the heartbeat is configured while Muster runs", async () => {
      const database = await open();
      await startWatching(createEngine(database));
      await database.clock.advance(Duration.fromObject({ hours: 1 }));

      const engine = createEngine(database, { configuration: WATCHED });
      await startWatching(engine);
      await watchSource(engine, "prod");

      expect(await openIncidents(database.kysely, 10)).toEqual([]);
    });

    it("is no longer blind once nobody listens to it", async () => {
      const { engine, database } = await watched(open);
      await database.clock.advance(FIVE_MINUTES.plus({ seconds: 1 }));
      await watchSource(engine, "prod");

      await startWatching(createEngine(database));

      expect((await onlyIncident(database)).quietSince).not.toBeNull();
    });

    it("is looked at as often as it may be missing", async () => {
      const database = await open();
      const heartbeat = { alertname: "Watchdog", within: "PT20S" };
      const prod = { type: "alertmanager", heartbeat };
      const engine = createEngine(database, {
        configuration: configuration({ sources: { prod } }),
      });
      await startWatching(engine);
      const now = await database.clock.now();

      await watchSource(engine, "prod");

      const jobs = database.kysely.selectFrom("job").select("run_at");
      const { run_at } = await jobs.where("lane", "=", "watch:prod").executeTakeFirstOrThrow();
      expect(run_at.diff(now).as("seconds")).toBeLessThan(30);
    });

    it("is blind in time although a process of several starts again and again", async () => {
      const { engine, database } = await watched(open);
      for (let minute = 0; minute <= 5; minute += 1) {
        await noteListening(database);
        await restartWatch(database);
        await database.clock.advance(Duration.fromObject({ seconds: 59 }));
      }
      await database.clock.advance(Duration.fromObject({ seconds: 7 }));
      await watchSource(engine, "prod");

      expect((await onlyIncident(database)).quietSince).toBeNull();
    });

    it("makes no incident of the heartbeat itself", async () => {
      const { engine, database } = await watched(open);

      await deliver(engine, "prod", alertsFromTest({ alertname: "Watchdog", fingerprint: "w1" }));
      await watchSource(engine, "prod");

      expect(await openIncidents(database.kysely, 10)).toEqual([]);
    });

    it("is not blamed for the time in which Muster was down", async () => {
      const { engine, database } = await watched(open);
      const then = await database.clock.now();
      await database.transaction((tx) => hearSource(tx, "prod", then, true));

      await database.clock.advance(Duration.fromObject({ hours: 3 }));
      await restartWatch(database);
      await watchSource(engine, "prod");

      expect(await openIncidents(database.kysely, 10)).toEqual([]);
    });
  });
});

type Watched = {
  readonly engine: Engine;
  readonly database: TestDatabase;
  /** What the API lists from now on. */
  readonly answer: (listed: Listed, source?: { readonly upFor: object }) => void;
};

async function watched(open: () => Promise<TestDatabase>): Promise<Watched> {
  const database = await open();
  let listing: Promise<AlertListing> | null = null;
  const engine = createEngine(database, {
    configuration: WATCHED,
    list: () => listing ?? Promise.reject(new Error("nobody answers")),
  });
  await startWatching(engine);
  return {
    engine,
    database,
    answer: (listed, source) => {
      listing = database.clock.now().then((now) => listingOf(listed, now, source?.upFor));
    },
  };
}

async function onlyIncident(database: TestDatabase) {
  const [incident, ...others] = await openIncidents(database.kysely, 10);
  expect(others).toEqual([]);
  if (incident === undefined) throw new Error("there is no open incident");
  return incident;
}

async function kindsOf(database: TestDatabase): Promise<readonly string[]> {
  const { id } = await onlyIncident(database);
  const [incident] = (await readIncidents(database.kysely, [id])).filter(isOpen);
  const entries = incident === undefined ? [] : await readTimeline(database.kysely, incident.id);
  return entries.map(({ event }) => event.kind);
}

withPostgres("watching a source that another replica is at work on", (open) => {
  it("begins without waiting for it, and lets it go on", async () => {
    const { engine, database } = await watched(open);
    const another = new Client({ connectionString: database.url ?? "" });
    await another.connect();
    onTestFinished(() => another.end());
    await another.query("begin; select from source_state where source = 'prod' for update");
    const [before] = (await sourceStates(database.kysely)).values();

    await restartWatch(database);
    await startWatching(engine);

    expect([...(await sourceStates(database.kysely)).values()]).toEqual([before]);
  });
});
