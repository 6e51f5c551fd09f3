import { Duration } from "luxon";
import { expect, it } from "vitest";
import { lookAtQuarantine } from "#engine/delivery/look-at-quarantine.ts";
import { lookAtSources } from "#engine/delivery/look-at-sources.ts";
import { startWatching } from "#engine/delivery/watch-source.ts";
import { lookAtGroups } from "#engine/duty/look-at-groups.ts";
import { watchGaps } from "#engine/duty/watch-gaps.ts";
import type { Engine } from "#engine/engine.ts";
import { lookAtDatabase } from "#engine/impairment/look-at-database.ts";
import { lookAtDisk, noteNotStored } from "#engine/impairment/look-at-disk.ts";
import { lookAtWays } from "#engine/page/look-at-ways.ts";
import { lateTimers } from "#engine/timer/late-timers.ts";
import { quarantineDelivery } from "#store/alert/deliveries.ts";
import { readClock } from "#store/database/clock.ts";
import { insertAttempts, settleAttempt } from "#store/page/attempts.ts";
import { insertTest } from "#store/page/test-pages.ts";
import { noteGroupTrouble } from "#store/slack/slack-groups.ts";
import { readReplicas } from "#store/watch/replicas.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { MAIL } from "#ways/mail.ts";

const GROUP = "S0000SHOP";
const ROTA = {
  name: "Rota",
  team: "checkout",
  timezone: "UTC",
  layers: [
    {
      anchor: "2026-01-05T09:00",
      every: { n: 1, unit: "days" },
      members: ["ann"],
      until: "2026-01-06T09:00",
    },
  ],
  groups: [{ group: GROUP }],
};

function words(engine: Engine): readonly string[] {
  const current = engine.impairments.current();
  return current.map(({ part, words: said }) => `${part}: ${said}`).toSorted();
}

withDatabase("what is wrong right now", (open) => {
  it("is a delivery of the last week that could not be read", async () => {
    const database = await open();
    const engine = createEngine(database);
    await lookAtQuarantine(engine);
    expect(words(engine)).toEqual([]);

    const body = Buffer.from("nonsense");
    await quarantineDelivery(database, { source: "prod", body, reason: "no JSON" });
    await lookAtQuarantine(engine);
    expect(words(engine)).toEqual(["quarantine: A delivery of the last week could not be read"]);

    await database.clock.advance(Duration.fromObject({ days: 8 }));
    await lookAtQuarantine(engine);
    expect(words(engine)).toEqual([]);
  });

  it("is a user group that does not follow, while a schedule names it, and a gap of today", async () => {
    const database = await open();
    const engine = createEngine(database, {
      configuration: configuration({ schedules: { rota: ROTA } }),
    });
    await noteGroupTrouble(database.kysely, GROUP, "The plan has none.");
    await noteGroupTrouble(database.kysely, "S0000ELSE", "Nobody names it.");
    await lookAtGroups(engine);
    await watchGaps(engine);

    expect(words(engine)).toEqual([
      "schedules: Nobody is on call for Rota at some time of the next 24 hours",
      `user-group: The user group ${GROUP} does not follow who is on call`,
    ]);
  });

  it("is a way that failed twice without a page that arrived since", async () => {
    const database = await open();
    const engine = createEngine(database, { ways: [MAIL] });
    for (const person of ["ann", "bob"]) await tried(database, person, "failed");
    await lookAtWays(engine);
    expect(words(engine)).toEqual([
      "way: E-mail: the last 2 of the past hour failed (the mailbox does not exist)",
    ]);

    await database.clock.advance(Duration.fromObject({ minutes: 1 }));
    await tried(database, "eve", "sent");
    await lookAtWays(engine);
    expect(words(engine)).toEqual([]);
  });

  it("is a heartbeat that is missing", async () => {
    const database = await open();
    const heartbeat = { alertname: "Watchdog", within: "PT5M" };
    const sources = { prod: { type: "alertmanager", heartbeat } };
    const engine = createEngine(database, { configuration: configuration({ sources }) });
    await startWatching(engine);
    await lookAtSources(engine);
    expect(words(engine)).toEqual([]);

    await database.clock.advance(Duration.fromObject({ minutes: 6 }));
    await lookAtSources(engine);
    expect(words(engine)).toEqual(["source-silent: The heartbeat of prod is missing"]);
  });

  it("is a database that takes no writes", async () => {
    const database = await open();
    const engine = createEngine(database);
    await lookAtDatabase(engine);
    expect(words(engine)).toEqual([]);

    await database.kysely
      .transaction()
      .setAccessMode("read only")
      .execute(async (kysely) => {
        await lookAtDatabase({ ...engine, database: { ...database, kysely } });
      });
    expect(words(engine)).toEqual(["database: The database takes no writes"]);
  });

  it(
    "is a full disk of the database, until there is room for what is written",
    { tags: ["F12"] },
    async () => {
      const database = await open();
      const engine = createEngine(database);
      const full = Object.assign(new Error("No space left on device"), { code: "53100" });
      noteNotStored(engine, new Error("anything else"));
      expect(words(engine)).toEqual([]);

      noteNotStored(engine, full);
      await lookAtDisk({
        ...engine,
        database: { ...database, transaction: () => Promise.reject(full) },
      });
      expect(engine.impairments.current()).toMatchObject([
        { part: "database-disk", severity: "pages-at-risk" },
      ]);

      await lookAtDisk(engine);
      expect(words(engine)).toEqual([]);
      expect(await readReplicas(database)).toEqual([]);
    },
  );

  it("is a timer that is late by more than a minute", () => {
    const due = { class: "tick", lanes: 1, oldestSeconds: 50 };

    expect(lateTimers([due, { ...due, class: "card", oldestSeconds: 500 }])).toBeNull();
    expect(lateTimers([{ ...due, oldestSeconds: 300 }])?.words).toContain("late by 5 min");
  });
});

/** A page that the person was sent by mail, and what came of it. */
async function tried(database: TestDatabase, person: string, state: "sent" | "failed") {
  await database.transaction(async (tx) => {
    const test = await insertTest(tx, { person, slackId: "U1" }, 0);
    const dueAt = await readClock(tx);
    const [attempt] = await insertAttempts(tx, [{ page: null, test, person, way: "mail", dueAt }]);
    const error = state === "failed" ? "the mailbox does not exist" : null;
    await settleAttempt(tx, attempt?.id ?? 0, { state, error });
  });
}
