import { describe, expect, it } from "vitest";
import { type TestDatabase, withDatabases } from "#test/support/database.ts";
import { job, seconds, send } from "#test/support/outbox.ts";
import { recorder, soon, start, waitingJobs } from "#test/support/worker.ts";

withDatabases("a worker", (open) => {
  describe("a failing job", () => {
    it("is tried again, later each time, and never given up", async () => {
      const database = await open();
      const failures: string[] = [];
      const pauses: number[] = [];
      let succeed = false;
      start(database, {
        handlers: {
          say: async (jobs) => {
            if (!succeed) throw new Error("Slack is away");
            return { done: jobs.map((each) => each.id) };
          },
        },
        pollMs: 20,
        onFailure: (kind) => void failures.push(kind),
      });

      await send(database, job("one"));
      for (const attempts of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const failed = [{ attempts, last_error: "Slack is away" }];
        await expect.poll(() => waitingJobs(database), soon).toEqual(failed);
        pauses.push(await pauseOf(database));
        succeed = attempts === 8;
        await database.clock.advance(seconds(61));
      }

      await expect.poll(() => waitingJobs(database), soon).toEqual([]);
      expect(failures).toEqual(Array.from({ length: 8 }, () => "say"));
      for (const [index, expected] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
        expect(pauses[index]).toBeLessThanOrEqual(expected);
        expect(pauses[index]).toBeGreaterThan(expected / 2 - 1);
      }
    });

    it("rests its lane, and only that, as long as the other side asked for", async () => {
      const database = await open();
      const { heard, say } = recorder();
      start(database, {
        handlers: {
          say,
          limited: async () => {
            throw Object.assign(new Error("ratelimited"), { retryAfterSeconds: 30 });
          },
        },
        pollMs: 20,
      });

      await send(database, job("limited", { kind: "limited" }), job("behind"));
      await expect.poll(async () => (await waitingJobs(database))[0]?.attempts, soon).toBe(1);
      await send(database, job("elsewhere", { lane: "page:C2" }));

      await expect.poll(() => heard, soon).toEqual(["elsewhere"]);
      const pause = await pauseOf(database);
      expect(pause).toBeLessThanOrEqual(30);
      expect(pause).toBeGreaterThan(20);
    });

    it.each([
      ["whose kind nobody handles", {}, "Nothing here handles jobs of the kind say"],
      [
        "whose handler settles nothing",
        { say: async () => ({ done: [] }) },
        "The handler settled none of its jobs",
      ],
    ])("%s is kept", async (_, handlers, last_error) => {
      const database = await open();
      start(database, { handlers });

      await send(database, job("one"));

      const kept = [{ attempts: 1, last_error }];
      await expect.poll(() => waitingJobs(database), soon).toEqual(kept);
    });
  });
});

/** How many seconds the lane page:C1 rests, from now. */
async function pauseOf(database: TestDatabase): Promise<number> {
  const { paused_until } = await database.kysely
    .selectFrom("lane")
    .select("paused_until")
    .where("name", "=", "page:C1")
    .executeTakeFirstOrThrow();
  const now = await database.clock.now();
  return (paused_until ?? now).diff(now).as("seconds");
}
