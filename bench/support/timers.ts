import { setTimeout as wait } from "node:timers/promises";
import type { DateTime } from "luxon";
import type { JobHandler } from "#engine/job/perform-jobs.ts";
import { startWorker } from "#engine/job/work.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { enqueue } from "#store/job/jobs.ts";
import { silent } from "#test/support/database-template.ts";

type Jobs = Parameters<JobHandler>[0];

/** Milliseconds that each was late, whichever way it was waited for. */
export type Lateness = { readonly timers: readonly number[]; readonly timeouts: readonly number[] };

type Plan = { readonly count: number; readonly withinMs: number };

/** As many as the program has for what happens because time passes. */
const CONCURRENCY = 4;
/** All are in the database by the first one's time. */
const AHEAD_MS = 3000;

/** So many timers due at scattered moments, as Muster keeps them, and as many of Node's own for the same moments. */
export async function waitForTimers(database: Database, plan: Plan): Promise<Lateness> {
  const begin = (await readClock(database.kysely)).plus(AHEAD_MS);
  const moments = Array.from({ length: plan.count }, () =>
    begin.plus(Math.round(Math.random() * plan.withinMs)),
  );
  const [timers, timeouts] = await Promise.all([
    inLanes(database, moments),
    Promise.all(moments.map(inNode)),
  ]);
  return { timers, timeouts };
}

async function inLanes(
  database: Database,
  moments: readonly DateTime[],
): Promise<readonly number[]> {
  const late: number[] = [];
  const all = Promise.withResolvers<void>();
  async function tick(jobs: Jobs): Promise<{ readonly done: readonly number[] }> {
    late.push(...jobs.map(({ runAt }) => lateness(runAt)));
    if (late.length === moments.length) all.resolve();
    return { done: jobs.map(({ id }) => id) };
  }
  const worker = startWorker({
    database,
    handlers: { tick },
    owner: "bench",
    classes: ["tick"],
    concurrency: CONCURRENCY,
    logger: silent,
    onFailure: () => all.reject(new Error("A timer failed")),
  });
  await database.transaction((tx) =>
    enqueue(
      tx,
      moments.map((runAt, nth) => ({ lane: `tick:${nth}`, kind: "tick", payload: {}, runAt })),
    ),
  );
  await all.promise;
  await worker.stop();
  return late;
}

async function inNode(moment: DateTime): Promise<number> {
  await wait(moment.toMillis() - Date.now());
  return lateness(moment);
}

/** The database's clock is this machine's. */
function lateness(moment: DateTime): number {
  return Date.now() - moment.toMillis();
}
