import { DateTime, Duration, Settings } from "luxon";
import { expect, it, onTestFinished } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { storyOf } from "#test/support/story.ts";
import { pass } from "#test/support/timers.ts";

const HOUR_MS = 3_600_000;
const IN_TIME = "muster: paged, bob, nobody acknowledged in time";

withDatabases("an incident", (open) => {
  it.each([-1, 1])(
    "goes by the database's clock where a replica's own is %d hour off",
    { tags: ["F29"] },
    async (hours) => {
      Settings.now = () => Date.now() + hours * HOUR_MS;
      onTestFinished(() => void (Settings.now = () => Date.now()));
      const { engine, database } = await begin(open);

      await passed(engine, database, { minutes: 4 });
      expect(await story(database)).not.toContain(IN_TIME);
      await passed(engine, database, { minutes: 2 });

      expect(await story(database)).toContain(IN_TIME);
    },
  );

  it.each([-1, 1])(
    "pages whoever has the hour by the database's clock where a replica's own is %d hour off",
    { tags: ["F29"] },
    async (hours) => {
      Settings.now = () => Date.now() + hours * HOUR_MS;
      onTestFinished(() => void (Settings.now = () => Date.now()));
      const { database } = await begin(open, HOURLY);

      const [first] = await entries(database);
      expect(await story(database)).toContainEqual(
        expect.stringMatching(`^muster: paged, ${turnAt(first?.at)},`),
      );
    },
  );

  it(
    "is escalated once when the database's clock steps back, later by the step at most",
    { tags: ["F30"] },
    async () => {
      const { engine, database } = await begin(open);
      await passed(engine, database, { minutes: 4 });
      await passed(engine, database, { minutes: -5 });
      await passed(engine, database, { minutes: 5, seconds: 50 });
      expect(await story(database)).not.toContain(IN_TIME);
      await passed(engine, database, { seconds: 20 });
      const known = await story(database);
      expect(known).toContain(IN_TIME);

      await passed(engine, database, { minutes: -5 });
      for (let minute = 0; minute < 5; minute += 1) {
        await passed(engine, database, { minutes: 1 });
      }
      expect(await story(database)).toEqual(known);
      await passed(engine, database, { minutes: 5, seconds: 10 });

      expect((await story(database)).slice(known.length)).toEqual([
        expect.stringMatching(/^muster: exhausted/),
      ]);
    },
  );
});

const HOURLY = {
  schedules: {
    turns: {
      name: "Turns",
      team: "checkout",
      timezone: "UTC",
      layers: [
        {
          anchor: "2026-01-05T00:00",
          every: { n: 1, unit: "hours" },
          members: ["ann", "bob"],
        },
      ],
    },
  },
  policies: {
    checkout: { levels: [{ notify: [{ schedule: "turns" }] }], repeat: { times: 0 } },
  },
};

async function begin(
  open: () => Promise<TestDatabase>,
  more: object = {},
): Promise<{ readonly engine: Engine; readonly database: TestDatabase }> {
  const database = await open();
  const engine = createEngine(database, { configuration: configuration(more) });
  const alert = { alertname: "Disk", fingerprint: "d1", severity: "critical" };
  await deliver(engine, "prod", alertsFromTest(alert));
  return { engine, database };
}

async function passed(engine: Engine, database: TestDatabase, duration: object): Promise<void> {
  await pass(engine, database, Duration.fromObject(duration));
}

async function entries(database: TestDatabase): ReturnType<typeof readTimeline> {
  const [incident] = await openIncidents(database.kysely, 1);
  if (incident === undefined) throw new Error("there is no open incident");
  return await readTimeline(database.kysely, incident.id);
}

async function story(database: TestDatabase): Promise<readonly string[]> {
  return storyOf(await entries(database));
}

function turnAt(at: DateTime | undefined): string {
  const hours = at?.diff(DateTime.fromISO("2026-01-05T00:00Z")).as("hours") ?? Number.NaN;
  return Math.floor(hours) % 2 === 0 ? "ann" : "bob";
}
