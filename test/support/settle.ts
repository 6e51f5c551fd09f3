import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { pushClockWhenIdle } from "#demo/clock/pushed-clock.ts";
import type { TestDatabase } from "./database.ts";

/** A little less than a test's, so that what is left is told. */
const PATIENCE_MS = 110_000;
const LOOK_EVERY_MS = 20;

type Work = {
  /** Something is being done, or is due. */
  readonly busy: boolean;
  /** How long until the next job that is only put off: by a lane's pause or by a failure. */
  readonly seconds: number | null;
};

/**
 * Lets everything happen that is due, and what Slack's pace or a failure has put off: for that the clock is
 * pushed. Timers stay where they are. Tells of every push by how many milliseconds.
 */
export async function settle(
  database: TestDatabase,
  onPush: (milliseconds: number) => void,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { busy, seconds } = await lookAtWork(database);
    if (!busy && seconds === null) return;
    if (performance.now() > end) throw new Error(`never settled: ${await nameWork(database)}`);
    if (busy) await wait(LOOK_EVERY_MS);
    else await pushClock(database, Math.max(seconds ?? 0, 0) + 0.001, onPush);
  }
}

/** Pushes the clock at a moment when nobody holds a lane: a lease that ran out by the push would prove nothing. */
export async function pushClock(
  database: TestDatabase,
  seconds: number,
  onPush: (milliseconds: number) => void,
): Promise<void> {
  while (!(await pushClockWhenIdle(database, seconds))) await wait(LOOK_EVERY_MS);
  onPush(seconds * 1000);
}

async function lookAtWork(database: TestDatabase): Promise<Work> {
  const { rows } = await sql<Work>`
    select
      exists (select from delivery where processed_at is null)
        or exists (select from lane where lease_until is not null or ready_at <= muster_now())
        as busy,
      (
        select extract(epoch from min(lane.ready_at) - muster_now())::float8
        from lane join job on job.lane = lane.name
        where job.run_at <= muster_now() or job.attempts > 0
      ) as seconds`.execute(database.kysely);
  const [work] = rows;
  if (work === undefined) throw new Error("the database says nothing");
  return work;
}

async function nameWork(database: TestDatabase): Promise<string> {
  const { rows } = await sql<{ lane: string; kind: string; last_error: string | null }>`
    select lane, kind, last_error from job
    where run_at <= muster_now() or attempts > 0
    order by id limit 5`.execute(database.kysely);
  return JSON.stringify(rows);
}
