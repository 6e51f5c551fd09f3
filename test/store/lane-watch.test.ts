import { describe, expect, it } from "vitest";
import { oldestDue, tidyLanes } from "#store/job/lane-watch.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { claim, finishAll, job, seconds, send, take, texts, worker } from "#test/support/outbox.ts";

withDatabases("watching lanes", (open) => {
  describe("upkeep", () => {
    it("removes empty lanes and no others", async () => {
      const database = await open();
      const now = await database.clock.now();
      await send(
        database,
        job("done"),
        job("held", { lane: "page:C2" }),
        job("timer", { lane: "page:C3", runAt: now.plus({ hours: 1 }) }),
      );
      await finishAll(database, await take(database));
      await take(database);

      expect(await tidyLanes(database)).toEqual({ removed: 1, healed: 0 });
    });

    it.each([
      ["that has no lane", "delete"],
      ["that its lane forgot", "forget"],
    ] as const)("finds a job %s", async (_, damage) => {
      const database = await open();
      await send(database, job("orphan"));
      const lanes = database.kysely;
      if (damage === "delete") await lanes.deleteFrom("lane").execute();
      else await forget(database);
      expect(await claim(database, worker)).toBeNull();

      await database.clock.advance(seconds(120));

      expect(await tidyLanes(database)).toMatchObject({ healed: 1 });
      expect(texts(await take(database))).toEqual(["orphan"]);
    });

    it("tells how long the oldest due lane of each class has waited", async () => {
      const database = await open();
      const runAt = (await database.clock.now()).plus({ hours: 1 });
      await send(database, job("one"), job("timer", { lane: "page:C9", runAt }));
      await send(database, job("bulk", { lane: "bulk:C1" }), job("more", { lane: "bulk:C2" }));
      await database.clock.advance(seconds(20));

      const backlog = await oldestDue(database);

      expect(backlog.map((each) => [each.class, each.lanes])).toEqual([
        ["bulk", 2],
        ["page", 1],
      ]);
      expect(backlog.every((each) => each.oldestSeconds >= 20 && each.oldestSeconds < 60)).toBe(
        true,
      );
    });
  });
});

/** What a lost wake-up would leave behind. */
async function forget(database: TestDatabase): Promise<void> {
  const ready_at = (await database.clock.now()).plus({ years: 100 });
  await database.kysely.updateTable("lane").set({ ready_at }).execute();
}
