import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { enforceSchedules, onCallAt } from "#engine/on-call.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

/** The first turn began this morning at nine, or yesterday when it is earlier than that. */
const ANCHOR = DateTime.utc().minus({ hours: 9 }).startOf("day").plus({ hours: 9 });

withDatabases("schedules", (open) => {
  it("stay as they are when the program starts again", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    const again = await start(database, ["ann", "bob"]);

    expect(turns(again)).toEqual(["ann", "bob", "ann", "bob"]);
    expect(await versions(database)).toBe(1);
  });

  it("move nobody when a member is added, also after a restart", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    const edited = await start(database, ["eve", "ann", "bob"]);
    const again = await start(database, ["eve", "ann", "bob"]);

    expect(turns(edited)).toEqual(["ann", "bob", "eve", "ann"]);
    expect(turns(again)).toEqual(turns(edited));
    expect(await versions(database)).toBe(2);
  });

  it("are counted from the anchor at once when the file says so", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    const edited = await start(database, ["eve", "ann", "bob"], { rollout: "immediate" });

    expect(turns(edited)).toEqual(["eve", "ann", "bob", "eve"]);
  });

  it("are forgotten when the file has them no more", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    const engine = createEngine(database);
    await enforceSchedules(engine);

    expect(onCallAt(engine, DateTime.utc())("rota", "current")).toEqual([]);
    expect(await versions(database)).toBe(0);
  });

  it("are taken as they are written until they are in force", async () => {
    const engine = createEngine(await open(), { configuration: withRota(["bob"], {}) });

    expect(onCallAt(engine, DateTime.utc())("rota", "current")).toEqual(["bob"]);
  });
});

/** A program that has just started with these members. */
async function start(
  database: TestDatabase,
  members: readonly string[],
  changes: object = {},
): Promise<Engine> {
  const engine = createEngine(database, { configuration: withRota(members, changes) });
  await enforceSchedules(engine);
  return engine;
}

function withRota(members: readonly string[], changes: object): ReturnType<typeof configuration> {
  const anchor = ANCHOR.toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "days" }, members }];
  const rota = { name: "Rota", team: "checkout", timezone: "UTC", layers, ...changes };
  return configuration({ schedules: { rota } });
}

/** Who has this turn and the three after it. */
function turns(engine: Engine): readonly string[] {
  return [0, 1, 2, 3].flatMap((days) => {
    return onCallAt(engine, DateTime.utc().plus({ days }))("rota", "current");
  });
}

async function versions({ kysely }: TestDatabase): Promise<number> {
  return (await kysely.selectFrom("layer_version").select("position").execute()).length;
}
