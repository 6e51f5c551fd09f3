import { randomUUID } from "node:crypto";
import { DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { overrideSchedule } from "#engine/duty/change-schedule.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import {
  acceptHandOver,
  beginHandOver,
  confirmShift,
  sendHandOver,
} from "#engine/duty/hand-over.ts";
import { readHandOverFacts } from "#engine/duty/read-brief.ts";
import { watchGaps } from "#engine/duty/watch-gaps.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { rollOutSchedules } from "#engine/on-call.ts";
import { readHandOver } from "#store/duty/hand-overs.ts";
import { readShifts } from "#store/duty/shifts.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";

/** Ann's turn began half an hour ago; turns last for two hours. */
const ANCHOR = DateTime.utc().startOf("minute").minus({ minutes: 30 });
const INCIDENT = IncidentId.parse(1);
const [ANN, BOB, EVE] = [actor("ann"), actor("bob"), actor("eve")];

withDatabases("a change of hands", (open) => {
  it(
    "is told once, however often it is looked at and whoever starts meanwhile",
    { tags: ["F29"] },
    async () => {
      const database = await open();
      const engine = await start(database);
      await after(engine, { minutes: 95 });
      await followDuty(engine);
      await start(database);

      expect(await notices(database)).toEqual([
        "channel/team-checkout: changed",
        "person/ann: ended",
        "person/bob: began",
        "person/bob: brief",
      ]);
    },
  );

  it("is told of when it happened while the program was down", { tags: ["F29"] }, async () => {
    const database = await open();
    await start(database);
    await database.clock.advance(Duration.fromObject({ minutes: 100 }));
    await start(database);

    expect(await notices(database)).toContain("person/bob: began");
    const [shift] = (await shifts(database)).slice(-1);
    expect(shift).toEqual({ person: "bob", hours: 2, source: "rota" });
  });

  it("is news to nobody when the same person has it again, and the record keeps who came between", async () => {
    const database = await open();
    await start(database);
    await database.clock.advance(Duration.fromObject({ minutes: 95 + 120 }));
    await start(database);

    expect(await notices(database)).toEqual([]);
    expect((await shifts(database)).map(({ person }) => person)).toEqual(["ann", "bob", "ann"]);
  });

  it("comes with an override, and with its end", async () => {
    const database = await open();
    const engine = await start(database);
    const now = (await database.clock.now()).toMillis();
    const times = { start: now, end: now + 1_800_000 };
    const wish = { id: randomUUID(), schedule: "rota", person: "eve", replaces: null, reason: "" };
    await overrideSchedule(engine, { ...wish, ...times }, EVE);
    expect(await notices(database)).toEqual(["person/eve: began", "person/eve: brief"]);

    await after(engine, { minutes: 31 });
    expect(await notices(database)).toContain("person/eve: ended");
    expect(await notices(database)).toContain("channel/team-checkout: changed");
    expect((await shifts(database)).map(({ person, source }) => [person, source])).toEqual([
      ["ann", "rota"],
      ["eve", "override"],
      ["ann", "rota"],
    ]);
  });

  it("is prepared half an hour before, and reminded of at each of its moments", async () => {
    const database = await open();
    const engine = await start(database, { notices: { dmBefore: ["PT1H", "PT10M"] } });
    await after(engine, { minutes: 31 });
    expect(await notices(database)).toEqual(["person/bob: reminder"]);
    await after(engine, { minutes: 30 });
    expect(await notices(database)).toEqual(["person/bob: reminder", "person/ann: draft"]);
    await after(engine, { minutes: 20 });
    expect((await notices(database)).filter((one) => one.endsWith("reminder"))).toHaveLength(2);
  });

  it("asks again whoever does not answer, and then the others", async () => {
    const database = await open();
    const engine = await start(database);
    await after(engine, { minutes: 95 });
    await after(engine, { minutes: 15 });
    expect((await notices(database)).slice(4)).toEqual(["person/bob: asked-again"]);
    await after(engine, { minutes: 15 });
    expect((await notices(database)).slice(5)).toEqual(["person/ann: no-answer"]);
  });

  it("asks nobody again whose shift is somebody else's by now", async () => {
    const database = await open();
    const engine = await start(database);
    await after(engine, { minutes: 95 });
    const now = (await database.clock.now()).toMillis();
    const wish = { id: randomUUID(), schedule: "rota", person: "eve", replaces: null, reason: "" };
    await overrideSchedule(engine, { ...wish, start: now, end: now + 3_600_000 }, EVE);
    await after(engine, { minutes: 16 });

    const asked = (await notices(database)).filter((one) => one.endsWith("asked-again"));
    expect(asked).toEqual(["person/eve: asked-again"]);
  });

  it("asks nobody again who has answered", async () => {
    const database = await open();
    const engine = await start(database);
    await after(engine, { minutes: 95 });
    await acceptHandOver(engine, 1, BOB);
    await after(engine, { minutes: 31 });

    expect(await notices(database)).not.toContain("person/bob: asked-again");
  });
});

withDatabases("a hand-over", (open) => {
  it("leaves what the old one has with them until the new one accepts", async () => {
    const database = await open();
    const engine = await start(database);
    await takeIncident(engine);
    await after(engine, { minutes: 95 });

    expect(await notices(database)).toContain("incident/1: leaving");
    expect((await readIncident(database.kysely, INCIDENT))?.acknowledgedBy).toEqual(ANN);
    expect((await acceptHandOver(engine, 1, EVE)).kind).toBe("not-yours");
    expect((await confirmShift(engine, 7, BOB)).kind).toBe("gone");
    expect(await acceptHandOver(engine, 1, BOB)).toMatchObject({ kind: "done", taken: [INCIDENT] });
    expect(await acceptHandOver(engine, 1, BOB)).toMatchObject({ kind: "done", taken: [] });
    expect((await readIncident(database.kysely, INCIDENT))?.acknowledgedBy).toEqual(BOB);
    expect((await readHandOver(database.kysely, 1))?.acceptedAt).not.toBeNull();
  });

  it("can begin at any time, and is not told again when the shift ends", async () => {
    const database = await open();
    const engine = await start(database);
    await takeIncident(engine);
    expect(await beginHandOver(engine, "rota", "bob")).toBeNull();
    const begun = await beginHandOver(engine, "rota", "ann");
    await sendHandOver(engine, begun?.id ?? 0, ANN);
    expect(await notices(database)).toEqual([
      "person/ann: draft",
      "person/bob: brief",
      "incident/1: leaving",
    ]);

    await acceptHandOver(engine, begun?.id ?? 0, BOB);
    await after(engine, { minutes: 95 });
    const all = await notices(database);
    expect(all.filter((one) => one === "person/bob: brief")).toHaveLength(1);
    expect(all).toContain("person/bob: began");
  });

  it("tells of what is open, what paged and who changed what", async () => {
    const database = await open();
    const engine = await start(database);
    await takeIncident(engine);
    await after(engine, { minutes: 95 });
    const handOver = await readHandOver(database.kysely, 1);
    if (handOver === null) throw new Error("there is no hand-over");

    expect((await readHandOverFacts(engine, database.kysely, handOver))?.brief).toMatchObject({
      incidents: [{ id: 1 }],
      held: [{ id: 1 }],
      stillFiring: [{ id: 1 }],
      muted: [],
      pages: { incidents: 1, top: [{ name: "DiskFull", count: 1 }] },
      changes: [],
    });
  });
});

withDatabases("gaps ahead", (open) => {
  it("are called out once a week, and measured", { tags: ["F44"] }, async () => {
    const database = await open();
    const engine = await start(database, { coverage: { lookahead: "PT4H" } }, ["ann", null]);
    await watchGaps(engine);
    await watchGaps(engine);
    expect(await notices(database)).toEqual(["channel/team-checkout: gaps"]);
    const { text } = await engine.metrics.render();
    expect(text).toMatch(/muster_oncall_gap_seconds\{schedule="rota"\} 7200/);

    await database.clock.advance(Duration.fromObject({ days: 7, minutes: 1 }));
    await watchGaps(engine);
    expect(await notices(database)).toHaveLength(2);
  });

  it("are no news when there are none", async () => {
    const database = await open();
    await watchGaps(await start(database));

    expect(await notices(database)).toEqual([]);
  });
});

/** A program that has just started. */
async function start(
  database: TestDatabase,
  changes: object = {},
  members: readonly (string | null)[] = ["ann", "bob"],
): Promise<Engine> {
  const anchor = ANCHOR.toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 2, unit: "hours" }, members }];
  const usual = { layers, notices: { dmBefore: [] } };
  const rota = { name: "Rota", team: "checkout", timezone: "UTC", ...usual, ...changes };
  const levels = [{ notify: [{ schedule: "rota" }] }];
  const policies = { checkout: { levels, repeat: { times: 0 } } };
  const settings = configuration({ schedules: { rota }, policies });
  const engine = createEngine(database, { configuration: settings });
  await rollOutSchedules(engine);
  await followDuty(engine);
  return engine;
}

async function after(engine: Engine, duration: object): Promise<void> {
  const database = engine.database as TestDatabase;
  await database.clock.advance(Duration.fromObject(duration));
  await followDuty(engine);
}

/** Ann is paged for a full disk and takes it. */
async function takeIncident(engine: Engine): Promise<void> {
  await deliver(engine, "prod", alertsFromTest({ alertname: "DiskFull", fingerprint: "a" }));
  await engine.database.kysely.updateTable("page").set({ state: "sent" }).execute();
  await changeIncident(engine, INCIDENT, () => ({ kind: "acknowledge", by: ANN }));
}

/** Whom what was told, in the order of its being noted. */
async function notices({ kysely }: TestDatabase): Promise<readonly string[]> {
  const rows = await kysely.selectFrom("notice").select(["place", "key"]).orderBy("id").execute();
  return rows.map(({ place, key }) => `${place}: ${key.split("/")[0] ?? ""}`);
}

async function shifts(
  database: TestDatabase,
): Promise<readonly { person: string; hours: number; source: string }[]> {
  const all = await readShifts(database.kysely, { start: 0, end: ANCHOR.toMillis() * 2 });
  return all.map(({ person, start: from, source }) => {
    return { person, hours: from.diff(ANCHOR).as("hours"), source };
  });
}

function actor(person: string): Actor {
  const slackId = `U00000${person.toUpperCase()}`;
  return { kind: "person", slackId, name: person, person };
}
