import { DateTime } from "luxon";
import { expect, it } from "vitest";
import { peopleOnCall } from "#domain/schedule/rotas.ts";
import type { Engine } from "#engine/engine.ts";
import { followSchedules, onCallAt, rollOutSchedules } from "#engine/on-call.ts";
import { createRotaBook } from "#engine/rota-book.ts";
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

  it("go on where they were when the file had lost them for a while", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    await start(database, ["eve", "ann", "bob"]);
    const without = createEngine(database);
    await rollOutSchedules(without);
    const again = await start(database, ["eve", "ann", "bob"]);

    expect(onCallAt(without, DateTime.utc())("rota", "current")).toEqual([]);
    expect(turns(again)).toEqual(["ann", "bob", "eve", "ann"]);
  });

  it("are taken as they are written when what was kept cannot be read", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    await database.kysely
      .updateTable("layer_version")
      .set({ version: JSON.stringify({ zone: "UTC" }) })
      .execute();
    const engine = await start(database, ["bob", "eve"]);

    expect(turns(engine)).toEqual(["bob", "eve", "bob", "eve"]);
  });

  it("follow what another process has brought into force", async () => {
    const database = await open();
    const here = await start(database, ["ann", "bob"]);
    await start(database, ["eve", "ann", "bob"]);
    await followSchedules(here);

    expect(turns(here)).toEqual(["ann", "bob", "eve", "ann"]);
    expect(await versions(database)).toBe(2);
  });

  it("call everybody who takes turns, and nobody who has left", async () => {
    const database = await open();
    await start(database, ["ann", "bob"]);
    const engine = await start(database, ["eve"], { rollout: "immediate" });

    expect(onCallAt(engine, DateTime.utc().plus({ minutes: 1 }))("rota", "all")).toEqual(["eve"]);
  });

  it("are taken as they are written until they are in force", async () => {
    const engine = createEngine(await open(), { configuration: withRota(["bob"], {}) });

    expect(onCallAt(engine, DateTime.utc())("rota", "current")).toEqual(["bob"]);
  });
});

it("does not take back what is in force when a look that began earlier ends later", () => {
  const settings = withRota(["ann"], {});
  const book = createRotaBook();
  const [earlier, later] = [book.look(), book.look()];
  const rota = withRota(["bob"], {}).schedules.get("rota");
  const fresh = { layers: new Map([["rota", rota?.layers ?? []]]), changes: [], at: 0 };
  later.enforce(fresh);
  earlier.enforce({ ...fresh, layers: new Map() });

  const now = ANCHOR.plus({ minutes: 1 }).toMillis();
  expect(peopleOnCall(book.rotas(settings), "rota", "current", now)).toEqual(["bob"]);
});

/** A program that has just started with these members. */
async function start(
  database: TestDatabase,
  members: readonly string[],
  changes: object = {},
): Promise<Engine> {
  const engine = createEngine(database, { configuration: withRota(members, changes) });
  await rollOutSchedules(engine);
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
