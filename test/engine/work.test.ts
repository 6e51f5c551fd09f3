import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import type { JobHandler } from "#engine/job/perform-jobs.ts";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { claim, job, seconds, send, worker as other } from "#test/support/outbox.ts";
import { recorder, soon, start, waitingJobs } from "#test/support/worker.ts";

withDatabases("a worker", (open) => {
  describe("doing jobs", () => {
    it("hears of a committed job without waiting for its poll, and deletes it when done", async () => {
      const database = await open();
      const { heard, say } = recorder();
      start(database, { handlers: { say } });

      await send(database, job("one"), job("two"));
      await expect.poll(() => heard, soon).toEqual(["one", "two"]);

      await expect.poll(() => waitingJobs(database), soon).toEqual([]);
    });

    it("does not look for work because of jobs for lanes of other classes", async () => {
      const database = await open();
      const { heard, say } = recorder();
      const { looks, counted } = countLooks(database);
      start(counted, { handlers: { say } });
      await expect.poll(looks, soon).toBe(1);

      await send(database, job("other", { lane: "show:C1" }));
      await nextTurn();
      expect(looks()).toBe(1);
      await send(database, job("one"));

      await expect.poll(() => heard, soon).toEqual(["one"]);
    });

    it("begins nothing before what it waits for has come, and then goes on by itself", async () => {
      const database = await open();
      const { heard, say } = recorder();
      const { looks, counted } = countLooks(database);
      const { promise, resolve } = Promise.withResolvers<void>();
      start(counted, { handlers: { say }, waitsFor: () => promise });

      await send(database, job("one"));
      await nextTurn();
      expect(looks()).toBe(0);
      resolve();

      await expect.poll(() => heard, soon).toEqual(["one"]);
    });

    it("begins nothing when it is stopped while it waits for something", async () => {
      const database = await open();
      const { looks, counted } = countLooks(database);
      const worker = start(counted, {
        waitsFor: async (signal) => void (await once(signal, "abort")),
      });

      await worker.stop();

      expect(looks()).toBe(0);
    });

    it("starts a timer in time by itself", async () => {
      const database = await open();
      const { heard, say } = recorder();
      const runAt = (await database.clock.now()).plus({ milliseconds: 300 });
      start(database, { handlers: { say } });

      await send(database, job("timer", { runAt }));
      await expect.poll(() => heard, soon).toEqual(["timer"]);

      expect((await database.clock.now()) >= runAt).toBe(true);
    });

    it("finds by its poll what another process sent", async () => {
      const database = await open();
      const { heard, say } = recorder();
      const runAt = (await database.clock.now()).plus({ hours: 1 });
      await send(database, job("one", { runAt }));
      start(database, { handlers: { say }, pollMs: 20 });

      await database.clock.advance(seconds(3601));

      await expect.poll(() => heard, soon).toEqual(["one"]);
    });

    it("works on other lanes while a handler is busy", async () => {
      const database = await open();
      const { heard, say } = recorder();
      const { promise, resolve } = Promise.withResolvers<void>();
      start(database, {
        handlers: {
          say,
          slow: async (jobs) => {
            await promise;
            return { done: jobs.map((each) => each.id) };
          },
        },
      });

      await send(database, job("busy", { kind: "slow" }));
      await send(database, job("free", { lane: "page:C2" }));

      await expect.poll(() => heard, soon).toEqual(["free"]);
      resolve();
    });

    it("lets the handler record the outcome in its own transaction", async () => {
      const database = await open();
      let seen = -1;
      start(database, {
        handlers: {
          say: async (jobs, { finish }) => {
            await database.transaction(async (tx) => {
              await finish(tx, { done: jobs.map((each) => each.id) });
              seen = (await tx.selectFrom("job").select("id").execute()).length;
            });
            return null;
          },
        },
      });

      await send(database, job("one"));

      await expect.poll(() => seen, soon).toBe(0);
      await expect.poll(() => waitingJobs(database), soon).toEqual([]);
    });

    it("pauses a lane as its handler wants and goes on after it", async () => {
      const database = await open();
      const heard: string[] = [];
      start(database, {
        handlers: {
          say: async ([first], { now }) => {
            heard.push(JSON.stringify(first?.payload));
            return { done: [first?.id ?? 0], pauseUntil: now.plus({ seconds: 60 }) };
          },
        },
        pollMs: 20,
      });

      await send(database, job("one"), job("two"));
      await expect.poll(() => waitingJobs(database), soon).toHaveLength(1);
      expect(heard).toEqual(['{"text":"one"}']);
      await database.clock.advance(seconds(61));

      await expect.poll(() => heard, soon).toEqual(['{"text":"one"}', '{"text":"two"}']);
    });
  });

  describe("a lease", () => {
    it("is renewed while the handler runs", async () => {
      const database = await open();
      const { promise, resolve } = Promise.withResolvers<void>();
      let first: DateTime | null = null;
      start(database, {
        handlers: {
          say: async (jobs) => {
            first = await leaseOf(database);
            await promise;
            return { done: jobs.map((each) => each.id) };
          },
        },
        leaseSeconds: 0.5,
      });

      await send(database, job("one"));
      await expect.poll(() => first, soon).not.toBeNull();

      await expect.poll(() => leaseOf(database), soon).toSatisfy(isHalfASecondAfter(first));
      resolve();
    });

    it(
      "that was lost aborts the handler, whose result then counts for nothing",
      { tags: ["F07"] },
      async () => {
        const database = await open();
        const outcome = Promise.withResolvers<string>();
        const worker = start(database, {
          concurrency: 1,
          handlers: {
            say: async (jobs, { signal }) => {
              await new Promise((resolve) => signal.addEventListener("abort", resolve));
              outcome.resolve(String(signal.reason));
              return { done: jobs.map((each) => each.id) };
            },
          },
          leaseSeconds: 1,
        });
        await send(database, job("one"));
        await expect.poll(() => leases(database), soon).toHaveLength(1);

        await database.clock.advance(seconds(60));
        const taken = await claim(database, other);

        expect(taken?.jobs).toHaveLength(1);
        expect(await outcome.promise).toContain("Somebody else has the lane page:C1");
        await worker.stop();
        expect(await waitingJobs(database)).toEqual([{ attempts: 0, last_error: null }]);
      },
    );
  });

  describe("that stands still past its lease", () => {
    it("loses the job at most once", { tags: ["F31"] }, async () => {
      const database = await open();
      const heard: string[] = [];
      async function say(jobs: Parameters<JobHandler>[0]): ReturnType<JobHandler> {
        heard.push(...jobs.map(({ id }) => String(id)));
        if (heard.length === 1) standStill(1500);
        await nextTurn();
        return { done: jobs.map((each) => each.id) };
      }
      for (const owner of ["one", "two"]) {
        start(database, { owner, handlers: { say }, leaseSeconds: 1, pollMs: 20, concurrency: 1 });
      }

      await send(database, job("one"));

      await expect.poll(() => heard.length, soon).toBeGreaterThan(0);
      await expect.poll(() => waitingJobs(database), soon).toEqual([]);
      expect(heard.length).toBeLessThanOrEqual(2);
    });
  });

  describe("stopping", () => {
    it("lets a running handler come to its end and takes nothing new", async () => {
      const database = await open();
      const started = Promise.withResolvers<void>();
      const { promise, resolve } = Promise.withResolvers<void>();
      const worker = start(database, {
        concurrency: 1,
        handlers: {
          say: async (jobs) => {
            started.resolve();
            await promise;
            return { done: jobs.map((each) => each.id) };
          },
        },
      });
      await send(database, job("one"));
      await started.promise;

      const stopped = worker.stop();
      await send(database, job("two", { lane: "page:C2" }));
      worker.wake();
      resolve();
      await stopped;

      expect(await waitingJobs(database)).toHaveLength(1);
      expect((await claim(database, other))?.lane).toBe("page:C2");
    });
  });
});

/** Not a single turn of the event loop, and no work for the processor either. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** The same database, which counts how often it is asked outside of transactions. */
function countLooks(database: TestDatabase): { looks: () => number; counted: TestDatabase } {
  let looks = 0;
  const counted = {
    ...database,
    get kysely() {
      looks += 1;
      return database.kysely;
    },
  };
  return { looks: () => looks, counted };
}

async function leaseOf(database: TestDatabase): Promise<DateTime> {
  const [lease] = await leases(database);
  return lease ?? DateTime.fromMillis(0);
}

function isHalfASecondAfter(first: DateTime | null): (later: DateTime) => boolean {
  return (later) => first !== null && later.diff(first).as("seconds") > 0.5;
}

async function leases(database: TestDatabase): Promise<readonly DateTime[]> {
  const lanes = await database.kysely.selectFrom("lane").select("lease_until").execute();
  return lanes.map((lane) => lane.lease_until).filter((lease) => lease !== null);
}
