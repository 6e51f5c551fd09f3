import { z } from "zod";
import type { JobHandler } from "#engine/job/perform-jobs.ts";
import { startWorker } from "#engine/job/work.ts";
import type { Database } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import { silent } from "#test/support/database-template.ts";

/** So many lanes of one class, which get jobs by turns. */
export type Lanes = { readonly class: string; readonly count: number };

type Work = { readonly count: number; readonly concurrency: number };

type Job = Parameters<JobHandler>[0][number];
type JobContext = Parameters<JobHandler>[1];

const Payload = z.object({ nth: z.number() });
const MOST_AT_ONCE = 1000;

let nth = 0;

function nextJob({ class: name, count }: Lanes): NewJob {
  nth += 1;
  return { lane: `${name}:${nth % count}`, kind: "note", payload: { nth } };
}

/** Puts so many jobs there, each by a transaction of its own; answers how many in a second. */
export async function enqueueEach(
  database: Database,
  lanes: Lanes,
  { count, concurrency }: Work,
): Promise<number> {
  async function putSome(): Promise<void> {
    for (let done = 0; done < count / concurrency; done += 1) {
      await database.transaction((tx) => enqueue(tx, [nextJob(lanes)]));
    }
  }
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, putSome));
  return (count * 1000) / (performance.now() - start);
}

/** Puts so many jobs there, many at once. */
export async function putWaiting(database: Database, lanes: Lanes, count: number): Promise<void> {
  for (let done = 0; done < count; done += MOST_AT_ONCE) {
    const size = Math.min(MOST_AT_ONCE, count - done);
    const jobs = Array.from({ length: size }, () => nextJob(lanes));
    await database.transaction((tx) => enqueue(tx, jobs));
  }
}

/** Works off so many jobs of these lanes one by one, by workers that find them there; answers how many in a second. */
export async function workOff(
  database: Database,
  { class: name }: Lanes,
  { count, concurrency }: Work,
): Promise<number> {
  const all = Promise.withResolvers<void>();
  const lastOf = new Map<string, number>();
  let done = 0;
  async function note(jobs: readonly Job[], context: JobContext): Promise<null> {
    const { lane, finish } = context;
    await database.transaction((tx) => finish(tx, { done: jobs.map(({ id }) => id) }));
    for (const { payload } of jobs) checkOrder(lastOf, lane, Payload.parse(payload).nth);
    done += jobs.length;
    if (done >= count) all.resolve();
    return null;
  }
  const start = performance.now();
  const worker = startWorker({
    database,
    handlers: { note },
    owner: "bench",
    classes: [name],
    concurrency,
    limit: 1,
    logger: silent,
    onFailure: () => all.reject(new Error("A job failed, or was not in its lane's order")),
  });
  await all.promise;
  const took = performance.now() - start;
  await worker.stop();
  return (count * 1000) / took;
}

function checkOrder(lastOf: Map<string, number>, lane: string, each: number): void {
  if (each < (lastOf.get(lane) ?? 0)) throw new Error(`The lane ${lane} lost its order`);
  lastOf.set(lane, each);
}
