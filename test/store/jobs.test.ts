import { sql } from "kysely";
import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { cancel, enqueue } from "#store/job/jobs.ts";
import { findWork } from "#store/job/lanes.ts";
import { withDatabases } from "#test/support/database.ts";
import { claim, finishAll, job, send, take, texts, worker } from "#test/support/outbox.ts";

withDatabases("jobs", (open) => {
  describe("timers", () => {
    it("wait for their time and do not hold up what is due", async () => {
      const database = await open();
      const now = await database.clock.now();
      await send(database, job("timer", { runAt: now.plus({ minutes: 5 }) }), job("now"));

      const first = await take(database);
      await finishAll(database, first);

      expect(texts(first)).toEqual(["now"]);
      const { claim: second, untilNext } = await findWork(database, worker);
      expect(second).toBeNull();
      expect(untilNext?.as("seconds")).toBeGreaterThan(295);
      expect(untilNext?.as("seconds")).toBeLessThanOrEqual(300);
      await database.clock.advance(Duration.fromObject({ minutes: 5 }));
      expect(texts(await take(database))).toEqual(["timer"]);
    });

    it("can be taken back by their name, or by lane and kind", async () => {
      const database = await open();
      await send(
        database,
        job("named", { dedupe: "escalate:1" }),
        job("kind", { lane: "page:C2", kind: "remind" }),
        job("stays", { lane: "page:C3" }),
      );

      const cancelled = await database.transaction(async (tx) => [
        await cancel(tx, { dedupe: "escalate:1" }),
        await cancel(tx, { lanes: ["page:C2"], kinds: ["remind"] }),
        await cancel(tx, { lanes: ["page:C3"], kinds: ["remind"] }),
      ]);

      expect(cancelled).toEqual([1, 1, 0]);
      expect(texts(await take(database))).toEqual(["stays"]);
      expect(await claim(database, worker)).toBeNull();
    });

    it("can be taken back by the transaction that sends them", async () => {
      const database = await open();

      const cancelled = await database.transaction(async (tx) => {
        await enqueue(tx, [job("named", { dedupe: "escalate:1" })]);
        await enqueue(tx, [job("kind", { lane: "page:C2", kind: "remind" }), job("stays")]);
        const sum =
          (await cancel(tx, { dedupe: "escalate:1" })) +
          (await cancel(tx, { lanes: ["page:C2"], kinds: ["remind"] }));
        await enqueue(tx, [job("later", { lane: "page:C2", kind: "remind" })]);
        return sum;
      });

      expect(cancelled).toBe(2);
      const left = [...texts(await take(database)), ...texts(await take(database))];
      expect(new Set(left)).toEqual(new Set(["stays", "later"]));
    });

    it("stay when the transaction that takes them back is rolled back", async () => {
      const database = await open();
      await send(database, job("stays", { dedupe: "escalate:1" }));

      const failing = database.transaction(async (tx) => {
        await cancel(tx, { dedupe: "escalate:1" });
        throw new Error("changed my mind");
      });

      await expect(failing).rejects.toThrow("changed my mind");
      expect(texts(await take(database))).toEqual(["stays"]);
    });
  });

  describe("duplicates", () => {
    it("become one job, at the earlier time", async () => {
      const database = await open();
      const now = await database.clock.now();
      const same = { dedupe: "card:1" };
      await send(
        database,
        job("one", { ...same, runAt: now.plus({ hours: 2 }) }),
        job("two", { ...same, runAt: now.plus({ hours: 1 }) }),
      );
      await send(database, job("three", { ...same, runAt: now.plus({ hours: 3 }) }));

      await database.clock.advance(Duration.fromObject({ minutes: 61 }));
      const claimed = await take(database);

      expect(texts(claimed)).toEqual(["one"]);
      await finishAll(database, claimed);
      await database.clock.advance(Duration.fromObject({ hours: 5 }));
      expect(await claim(database, worker)).toBeNull();
    });

    it("are kept apart in different lanes", async () => {
      const database = await open();
      await send(database, job("one", { dedupe: "same" }));
      await send(database, job("two", { dedupe: "same", lane: "page:C2" }));

      expect([...texts(await take(database)), ...texts(await take(database))]).toEqual([
        "one",
        "two",
      ]);
    });

    it("do not swallow a request made while the first one runs", async () => {
      const database = await open();
      await send(database, job("first", { dedupe: "card:1" }));
      const running = await take(database);

      await send(database, job("second", { dedupe: "card:1" }));
      await finishAll(database, running);

      expect(texts(await take(database))).toEqual(["second"]);
    });
  });

  describe("a rolled back transaction", () => {
    it("leaves no job and wakes nobody", async () => {
      const database = await open();
      const woken: (readonly string[])[] = [];
      const stop = database.onJobs((classes) => woken.push([...classes]));

      const failing = database.transaction(async (tx) => {
        await enqueue(tx, [job("never")]);
        throw new Error("no");
      });

      await expect(failing).rejects.toThrow("no");
      expect(woken).toEqual([]);
      await send(database, job("one"));
      expect(woken).toEqual([["page"]]);
      stop();
      expect(texts(await take(database))).toEqual(["one"]);
    });
  });

  describe("a committed transaction", () => {
    it("tells once into which classes of lanes it sent jobs", async () => {
      const database = await open();
      const woken: (readonly string[])[] = [];
      const stop = database.onJobs((classes) => woken.push([...classes].toSorted()));

      await database.transaction(async (tx) => {
        await enqueue(tx, [job("one"), job("two", { lane: "page:C2" })]);
        await enqueue(tx, [job("three", { lane: "show:a:b" })]);
      });
      await database.transaction((tx) => enqueue(tx, []));
      stop();

      expect(woken).toEqual([["page", "show"]]);
      const { rows } = await sql`select distinct class from lane order by class`.execute(
        database.kysely,
      );
      expect(rows).toEqual([{ class: "page" }, { class: "show" }]);
    });
  });
});
