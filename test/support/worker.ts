import { onTestFinished } from "vitest";
import type { JobHandler } from "#engine/job/perform-jobs.ts";
import { type Worker, type WorkerOptions, startWorker } from "#engine/job/work.ts";
import { silent } from "./database-template.ts";
import type { TestDatabase } from "./database.ts";

/** Too long for any test: whatever happens did not wait for a poll. */
const never = 600_000;

/** How to wait with expect.poll. */
export const soon = { timeout: 10_000, interval: 10 } as const;

/** A worker for the lanes of pages that stops with the test. */
export function start(database: TestDatabase, options: Partial<WorkerOptions>): Worker {
  const worker = startWorker({
    database,
    handlers: {},
    owner: "worker",
    classes: ["page"],
    concurrency: 2,
    pollMs: never,
    logger: silent,
    ...options,
  });
  onTestFinished(worker.stop);
  return worker;
}

export interface Recorder {
  readonly heard: string[];
  readonly say: JobHandler;
}

/** A handler that notes what it was given and is done with it. */
export function recorder(): Recorder {
  const heard: string[] = [];
  return {
    heard,
    say: async (jobs) => {
      heard.push(...jobs.map((each) => String(Object.values(each.payload)[0])));
      return { done: jobs.map((each) => each.id) };
    },
  };
}

export interface WaitingJob {
  readonly attempts: number;
  readonly last_error: string | null;
}

export async function waitingJobs(database: TestDatabase): Promise<readonly WaitingJob[]> {
  return database.kysely
    .selectFrom("job")
    .select(["attempts", "last_error"])
    .orderBy("id")
    .execute();
}
