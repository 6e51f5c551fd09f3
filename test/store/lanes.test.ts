import { describe, expect, it } from "vitest";
import { tidyLanes } from "#store/job/lane-watch.ts";
import { extend, findWork, finish } from "#store/job/lanes.ts";
import { withDatabases } from "#test/support/database.ts";
import { claim, finishAll, job, seconds, send, take, texts, worker } from "#test/support/outbox.ts";

withDatabases("lanes", (open) => {
  describe("order", () => {
    it("hands out the due jobs of a lane oldest first", async () => {
      const database = await open();
      await send(database, job("one"), job("two"));
      await send(database, job("three"));

      const claimed = await take(database);

      expect(texts(claimed)).toEqual(["one", "two", "three"]);
      expect(claimed).toMatchObject({
        lane: "page:C1",
        jobs: [{ kind: "say", attempts: 0 }, {}, {}],
      });
    });

    it("hands out at most the wanted number, and only jobs of one kind", async () => {
      const database = await open();
      await send(database, job("one"), job("two"), job("other", { kind: "edit" }), job("three"));

      const first = await take(database, { limit: 1 });
      await finishAll(database, first);
      const second = await take(database);
      await finishAll(database, second);
      const third = await take(database);

      expect([texts(first), texts(second), texts(third)]).toEqual([["one"], ["two"], ["other"]]);
    });

    it("gives a lane to one worker at a time and others to others", async () => {
      const database = await open();
      await send(database, job("one"), job("two", { lane: "page:C2" }));

      const first = await take(database);
      const second = await take(database);

      expect([first.lane, second.lane].toSorted()).toEqual(["page:C1", "page:C2"]);
      expect(await claim(database, worker)).toBeNull();
    });

    it("looks only at the classes it was asked for", async () => {
      const database = await open();
      await send(database, job("bulk", { lane: "bulk:C1" }));

      expect(await claim(database, worker)).toBeNull();
      expect(texts(await take(database, { classes: ["bulk"] }))).toEqual(["bulk"]);
    });

    it("takes the lane that has waited longest first", async () => {
      const database = await open();
      await send(database, job("early", { lane: "page:Z" }));
      await database.clock.advance(seconds(1));
      await send(database, job("late", { lane: "page:A" }));

      expect(texts(await take(database))).toEqual(["early"]);
    });

    it.each([
      { early: "page:Z", late: "bulk:A" },
      { early: "bulk:Z", late: "page:A" },
    ])("does so among all classes it was asked for: $early first", async ({ early, late }) => {
      const database = await open();
      await send(database, job("early", { lane: early }));
      await database.clock.advance(seconds(1));
      await send(database, job("late", { lane: late }));

      const both = { ...worker, classes: ["page", "bulk"] };
      const { claim: first, untilNext } = await findWork(database, both);

      expect(first?.lane).toBe(early);
      expect(untilNext?.as("seconds")).toBeLessThanOrEqual(0);
      expect(texts(await take(database, both))).toEqual(["late"]);
    });

    it("keeps later jobs behind one that is tried again", async () => {
      const database = await open();
      await send(database, job("one"), job("two"));
      const held = await take(database, { limit: 1 });
      const [failed] = held.jobs;
      const runAt = held.now.plus({ seconds: 30 });
      const retry = [{ id: failed?.id ?? 0, runAt, error: "Slack said no" }];

      await database.transaction((tx) => finish(tx, held, { done: [], retry }));
      await send(database, job("three"));

      expect(await claim(database, worker)).toBeNull();
      await database.clock.advance(seconds(31));
      const again = await take(database);
      expect(texts(again)).toEqual(["one", "two", "three"]);
      expect(again.jobs.map((each) => each.attempts)).toEqual([1, 0, 0]);
    });
  });

  describe("a lease", () => {
    it("ends after its time, and who lost it can no longer finish", { tags: ["F07"] }, async () => {
      const database = await open();
      await send(database, job("one"));
      const first = await take(database);
      await database.clock.advance(seconds(11));
      const second = await take(database, { owner: "worker-2" });

      expect(texts(second)).toEqual(["one"]);
      expect(await extend(database, first)).toBe(false);
      expect(await finishAll(database, first)).toBe(false);
      expect(await extend(database, second)).toBe(true);
      expect(await finishAll(database, second)).toBe(true);
      expect(await finishAll(database, second)).toBe(false);
    });

    it("lasts longer when it is extended", async () => {
      const database = await open();
      await send(database, job("one"));
      const held = await take(database);

      await database.clock.advance(seconds(8));
      expect(await extend(database, held)).toBe(true);
      await database.clock.advance(seconds(8));

      expect(await claim(database, worker)).toBeNull();
      expect(await finishAll(database, held)).toBe(true);
    });

    it("is not given back when the caller's transaction is rolled back", async () => {
      const database = await open();
      await send(database, job("one"));
      const held = await take(database);

      const failing = database.transaction(async (tx) => {
        await finish(tx, held, { done: held.jobs.map((each) => each.id) });
        throw new Error("could not record");
      });

      await expect(failing).rejects.toThrow("could not record");
      expect(await claim(database, worker)).toBeNull();
      expect(await finishAll(database, held)).toBe(true);
    });

    it(
      "cannot be finished by any old holder after its lane was removed and made again",
      { tags: ["F07"] },
      async () => {
        const database = await open();
        await send(database, job("one"));
        const lost = await take(database);
        await database.clock.advance(seconds(11));
        const finished = await take(database);
        await finishAll(database, finished);
        await tidyLanes(database);

        await send(database, job("two"));
        const held = await take(database);

        expect(await finishAll(database, lost)).toBe(false);
        expect(await finishAll(database, finished)).toBe(false);
        expect(await finishAll(database, held)).toBe(true);
      },
    );
  });

  describe("a pause", () => {
    it("holds the whole lane, also for jobs that come during it", async () => {
      const database = await open();
      await send(database, job("one"), job("elsewhere", { lane: "page:C2" }));
      const held = await take(database);
      const pauseUntil = held.now.plus({ seconds: 30 });
      const done = held.jobs.map((each) => each.id);
      await database.transaction((tx) => finish(tx, held, { done, pauseUntil }));

      await send(database, job("two"));

      const elsewhere = await take(database);
      expect(texts(elsewhere)).toEqual(["elsewhere"]);
      await finishAll(database, elsewhere);
      expect(await claim(database, worker)).toBeNull();
      await tidyLanes(database);
      expect(await claim(database, worker)).toBeNull();
      await database.clock.advance(seconds(31));
      expect(texts(await take(database))).toEqual(["two"]);
    });

    it("survives the removal of empty lanes", async () => {
      const database = await open();
      await send(database, job("one"));
      const held = await take(database);
      const done = held.jobs.map((each) => each.id);
      const pauseUntil = held.now.plus({ seconds: 30 });
      await database.transaction((tx) => finish(tx, held, { done, pauseUntil }));

      expect(await tidyLanes(database)).toMatchObject({ removed: 0 });
      await send(database, job("two"));

      expect(await claim(database, worker)).toBeNull();
    });
  });
});
