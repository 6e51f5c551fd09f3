import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { cancelChange, cancelVoidChanges } from "#engine/duty/change-schedule.ts";
import { declareIncident } from "#engine/incident/declare-incident.ts";
import { followSchedules } from "#engine/on-call.ts";
import { withDatabases } from "#test/support/database.ts";
import {
  advance,
  clock,
  count,
  EVE,
  made,
  notices,
  onCall,
  override,
  paged,
  shifts,
  startWithRota as start,
} from "#test/support/rota-changes.ts";

withDatabases("a change of who is on call", (open) => {
  it("is in force at once in this process, and elsewhere with the next look", async () => {
    const database = await open();
    const [here, there] = [await start(database), await start(database)];
    await override(here, { person: "bob", hours: [0, 2] });

    expect(await onCall(here)).toEqual(["bob"]);
    expect(await onCall(there)).toEqual(["ann"]);
    await followSchedules(there);
    expect(await onCall(there)).toEqual(["bob"]);
    expect(await onCall(here, 3)).toEqual(["ann"]);
  });

  it("concerns whoever has the shift by a change that was made elsewhere", async () => {
    const database = await open();
    const [here, there] = [await start(database), await start(database)];
    await made(here, { person: "bob", hours: [1, 4] });
    const id = await made(there, { person: "eve", hours: [2, 3] });
    expect((await notices(there)).filter((one) => one !== "channel made")).toEqual([
      "ann made",
      "bob made",
      "bob made",
    ]);

    await cancelChange(here, id, EVE);
    expect((await notices(here)).filter((one) => one.endsWith("cancelled"))).toEqual([
      "bob cancelled",
      "channel cancelled",
      "eve cancelled",
    ]);
  });

  it("that comes into force under a page pages the newcomer at once, and once", async () => {
    const engine = await start(await open());
    const incident = { form: "f", service: "checkout", severity: "SEV1", title: "x" } as const;
    await declareIncident(engine, { ...incident, by: EVE });
    expect(await paged(engine)).toEqual(["ann"]);

    await made(engine, { person: "bob", hours: [0, 2] });
    await made(engine, { person: "eve", hours: [1, 2] });
    expect(await paged(engine)).toEqual(["ann", "bob"]);
  });

  it("is one change however often it is sent", async () => {
    const engine = await start(await open());
    const wish = { id: randomUUID(), person: "bob", hours: [1, 2] } as const;
    const first = await override(engine, wish);
    const again = await override(engine, wish);

    expect(again).toEqual(first);
    expect(await count(engine, "schedule_change")).toBe(1);
    expect(await notices(engine)).toEqual(["ann made", "bob made", "channel made"]);
  });

  it("is not told again to whoever puts themselves on call", async () => {
    const engine = await start(await open());
    await override(engine, { person: "eve", hours: [1, 2] });

    expect(await notices(engine)).toEqual(["ann made", "channel made"]);
  });

  it("never reaches into the past", async () => {
    const engine = await start(await open());
    const now = await clock(engine);
    const outcome = await override(engine, { person: "bob", hours: [-5, 2] });

    expect(outcome).toMatchObject({ kind: "made" });
    const [row] = await engine.database.kysely
      .selectFrom("schedule_change")
      .select("start_at")
      .execute();
    expect(row?.start_at.toMillis()).toBeGreaterThanOrEqual(now);
  });

  it("is refused when it cannot be, and nothing is kept of it", async () => {
    const engine = await start(await open());
    const outcome = await override(engine, { person: "zoe", hours: [1, 2] });

    expect(outcome).toMatchObject({ kind: "refused", objections: [{ field: "person" }] });
    expect(await count(engine, "schedule_change")).toBe(0);
  });

  it("held until it is cancelled, and what was stays on record", async () => {
    const engine = await start(await open());
    const id = await made(engine, { person: "bob", hours: [0, 4] });
    await advance(engine, { hours: 1 });
    const outcome = await cancelChange(engine, id, EVE);
    const again = await cancelChange(engine, id, EVE);

    expect([outcome.kind, again.kind]).toEqual(["cancelled", "repeated"]);
    expect(await onCall(engine)).toEqual(["ann"]);
    expect(await onCall(engine, -0.5)).toEqual(["bob"]);
    expect(await shifts(engine)).toEqual(["ann rota", "bob override", "ann rota"]);
    expect(await cancelChange(engine, randomUUID(), EVE)).toEqual({ kind: "unknown" });
  });

  it("is void for somebody who has left, and its author is told", async () => {
    const database = await open();
    await made(await start(database), { person: "bob", hours: [0, 4], by: EVE });
    const people = {
      ann: { name: "Ann", slack: "U00000ANN" },
      eve: { name: "Eve", slack: "U00000EVE" },
    };
    const without = await start(database, { people, members: ["ann", "eve"] });
    await cancelVoidChanges(without);

    expect(await onCall(without)).toEqual(["ann"]);
    expect(await notices(without)).toEqual(
      expect.arrayContaining(["eve cancelled", "ann cancelled", "channel cancelled"]),
    );
    expect(await count(without, "schedule_change")).toBe(1);
  });
});
