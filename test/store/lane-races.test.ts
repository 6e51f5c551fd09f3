import { sql } from "kysely";
import { expect, it } from "vitest";
import type { Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob, sendJobs } from "#store/job/jobs.ts";
import { finish } from "#store/job/lanes.ts";
import { type TestDatabase, withPostgres } from "#test/support/database.ts";
import { holdOpen, untilWaiting } from "#test/support/held-open.ts";
import { claim, finishAll, job, seconds, send, take, texts, worker } from "#test/support/outbox.ts";
import { start } from "#test/support/worker.ts";

/** As a transaction does at its end, before its commit. */
async function sendNow(tx: Transaction, sent: NewJob): Promise<void> {
  await enqueue(tx, [sent]);
  await sendJobs(tx);
}

withPostgres("at the same moment", (open) => {
  it("a job sent before its lane is finished, and committed after, is found", async () => {
    const database = await open();
    await send(database, job("one"));
    const held = await take(database);
    const commit = await holdOpen(database, (tx) => sendNow(tx, job("two")));

    const finishing = finishAll(database, held);
    await untilWaiting(database, 1);
    await commit();

    expect(await finishing).toBe(true);
    expect(texts(await take(database))).toEqual(["two"]);
  });

  it("a job sent while its lane is being finished is found", async () => {
    const database = await open();
    await send(database, job("one"));
    const held = await take(database);
    const done = held.jobs.map((each) => each.id);
    const commit = await holdOpen(database, (tx) => finish(tx, held, { done }));

    const sending = send(database, job("two"));
    await untilWaiting(database, 1);
    await commit();
    await sending;

    expect(texts(await take(database))).toEqual(["two"]);
  });

  it("an overdue lane is waited for, even when senders hold it at every moment", async () => {
    const database = await open();
    await send(database, job("one"));
    const commit = await holdOpen(database, (tx) => sendNow(tx, job("two")));

    expect(await claim(database, worker)).toBeNull();
    await database.clock.advance(seconds(1));
    const claiming = claim(database, worker);
    await untilWaiting(database, 1);
    await commit();

    expect((await claiming)?.jobs).toHaveLength(2);
  });

  it("of two that wait for an overdue lane one gets it", async () => {
    const database = await open();
    await send(database, job("one"));
    const commit = await holdOpen(database, (tx) => sendNow(tx, job("two")));
    await database.clock.advance(seconds(1));

    const claiming = [claim(database, worker), claim(database, worker)];
    await untilWaiting(database, 2);
    await commit();

    const claimed = await Promise.all(claiming);
    expect(claimed.filter((each) => each !== null)).toHaveLength(1);
  });

  it("senders that name the same lanes in another order do not deadlock", async () => {
    const database = await open();
    const lanes = ["page:A", "page:B", "page:C", "page:D"];
    const deadlocks = await countDeadlocks(database);

    await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const order = index % 2 === 0 ? lanes : lanes.toReversed();
        return send(database, ...order.map((lane) => job("x", { lane, dedupe: `${index % 5}` })));
      }),
    );

    expect(await countDeadlocks(database)).toBe(deadlocks);
  });

  it("many senders and workers lose nothing, repeat nothing and keep each lane's order", async () => {
    const database = await open();
    const lanes = ["page:1", "page:2", "page:3", "page:4", "page:5"];
    const done = new Map<string, number[]>(lanes.map((lane) => [lane, []]));
    for (let index = 0; index < 2; index += 1) {
      // Without a poll: a wake-up that is lost stays lost.
      start(database, {
        concurrency: 3,
        limit: 2,
        handlers: {
          say: async (jobs, { lane }) => {
            done.get(lane)?.push(...jobs.map((each) => each.id));
            return { done: jobs.map((each) => each.id) };
          },
        },
      });
    }

    await Promise.all(
      lanes.map(async (lane) => {
        for (let sent = 0; sent < 60; sent += 1) await send(database, job("x", { lane }));
      }),
    );

    await expect.poll(() => [...done.values()].flat().length, { timeout: 60_000 }).toBe(300);
    for (const ids of done.values()) {
      expect(ids).toEqual([...new Set(ids)].toSorted((one, other) => one - other));
    }
  });
});

async function countDeadlocks(database: TestDatabase): Promise<number> {
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database
    where datname = current_database()`.execute(database.kysely);
  return rows[0]?.deadlocks ?? 0;
}
