import { DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import { followDuty } from "#engine/duty/hand-off.ts";
import type { Engine } from "#engine/engine.ts";
import { rollOutSchedules } from "#engine/on-call.ts";
import { readDuty } from "#store/duty/duty.ts";
import { readShifts } from "#store/duty/shifts.ts";
import { type TestDatabase, withDatabases, withPostgres } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

/** Ann's turn began half an hour ago; turns last for an hour. */
const ANCHOR = DateTime.utc().startOf("minute").minus({ minutes: 30 });

withDatabases("the record of shifts", (open) => {
  it("begins with the first look, and invents nothing from before", async () => {
    const database = await open();
    const engine = await start(database);

    expect(await shifts(database)).toEqual(["ann from the first look"]);
    await followDuty(engine);
    expect(await shifts(database)).toEqual(["ann from the first look"]);
  });

  it("goes on where a shift ends", async () => {
    const database = await open();
    const engine = await start(database);
    await after(engine, { minutes: 31 });

    expect(await shifts(database)).toEqual(["ann from the first look until 1", "bob from 1"]);
    expect((await readDuty(database.kysely)).get("rota")?.person).toBe("bob");
  });

  it("is filled in from the schedules after a downtime", async () => {
    const database = await open();
    await start(database);
    await database.clock.advance(Duration.fromObject({ hours: 3 }));
    await start(database);

    expect(await shifts(database)).toEqual([
      "ann from the first look until 1",
      "bob from 1 until 2",
      "ann from 2 until 3",
      "bob from 3",
    ]);
  });

  it("keeps what was when the schedule is edited", async () => {
    const database = await open();
    const engine = await start(database);
    await after(engine, { minutes: 31 });
    await start(database, { members: ["eve"], rollout: "immediate" });

    const [ann, bob, eve, ...others] = await shifts(database);
    expect([ann, others]).toEqual(["ann from the first look until 1", []]);
    expect(bob).toMatch(/^bob from 1 until 1\.\d+$/);
    expect(eve).toMatch(/^eve from 1\.\d+$/);
  });

  it("ends with a schedule that is there no more", async () => {
    const database = await open();
    await start(database);
    const without = createEngine(database);
    await followDuty(without);

    expect(await shifts(database)).toEqual([expect.stringMatching(/^ann .* until 0\.\d+$/)]);
    expect(await readDuty(database.kysely)).toEqual(new Map());
  });

  it("has nobody while nobody is on call", async () => {
    const database = await open();
    const engine = await start(database, { members: ["ann", null] });
    await after(engine, { minutes: 31 });
    await after(engine, { minutes: 60 });

    expect(await shifts(database)).toEqual(["ann from the first look until 1", "ann from 2"]);
  });

  it("sets a timer for the next change", async () => {
    const database = await open();
    await start(database);
    const jobs = await database.kysely
      .selectFrom("job")
      .select("run_at")
      .where("kind", "=", "duty")
      .execute();

    expect(jobs.map(({ run_at: at }) => at.diff(ANCHOR).as("hours"))).toEqual([1]);
  });
});

withPostgres("two processes that follow at once", (open) => {
  it("write each shift once", async () => {
    const database = await open();
    const [here, there] = [await start(database), await start(database)];
    await database.clock.advance(Duration.fromObject({ minutes: 31 }));
    await Promise.all([followDuty(here), followDuty(there), followDuty(here)]);

    expect(await shifts(database)).toEqual(["ann from the first look until 1", "bob from 1"]);
  });
});

type Changes = {
  readonly members?: readonly (string | null)[];
  readonly rollout?: "immediate" | "after_current_shift";
};

/** A program that has just started. */
async function start(
  database: TestDatabase,
  { members = ["ann", "bob"], ...changes }: Changes = {},
): Promise<Engine> {
  const anchor = ANCHOR.toFormat("yyyy-MM-dd'T'HH:mm");
  const notices = { dmBefore: [] };
  const layers = [{ anchor, every: { n: 1, unit: "hours" }, members }];
  const rota = { name: "Rota", team: "checkout", timezone: "UTC", layers, notices, ...changes };
  const engine = createEngine(database, { configuration: configuration({ schedules: { rota } }) });
  await rollOutSchedules(engine);
  await followDuty(engine);
  return engine;
}

async function after(engine: Engine, duration: object): Promise<void> {
  const database = engine.database as TestDatabase;
  await database.clock.advance(Duration.fromObject(duration));
  await followDuty(engine);
}

/** Who had it from when until when, in hours since the anchor. */
async function shifts(database: TestDatabase): Promise<readonly string[]> {
  const all = await readShifts(database.kysely, { start: 0, end: ANCHOR.toMillis() * 2 });
  return all.map(({ person, start: from, end }, index) => {
    const until = end === null ? "" : ` until ${hours(end)}`;
    return `${person} from ${index === 0 ? "the first look" : hours(from)}${until}`;
  });
}

function hours(moment: DateTime): number {
  return moment.diff(ANCHOR).as("hours");
}
