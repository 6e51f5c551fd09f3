import { setTimeout as wait } from "node:timers/promises";
import { type Claim, type Finding, findWork } from "#store/job/lanes.ts";
import { type Bell, createBell } from "./bell.ts";
import { type PerformOptions, performJobs } from "./perform-jobs.ts";

export interface WorkerOptions extends PerformOptions {
  /** Says in the database who holds a lane. */
  readonly owner: string;
  readonly classes: readonly string[];
  /** How many lanes are worked on at once. */
  readonly concurrency: number;
  /** How often to look for what other replicas sent; what this one sent is noticed at once. */
  readonly pollMs?: number;
  readonly leaseSeconds?: number;
  readonly limit?: number;
  /** Lanes that are in more of a hurry: what is sent together with theirs is left to rest for a moment. */
  readonly yieldsTo?: readonly string[];
  /** Resolves when nothing is in the way of all its jobs any more, or the signal is aborted. */
  readonly waitsFor?: (signal: AbortSignal) => Promise<void>;
}

export interface Worker {
  readonly wake: () => void;
  /** Claims nothing more and lets what runs come to its end, up to 8 seconds. */
  readonly stop: () => Promise<void>;
}

const graceMs = 8_000;
const troubleMs = 1_000;
/** A page leaves within this when nothing else is under way. */
const yieldMs = 100;
/** A due lane whose row is locked is looked at again after this. */
const shortestSleepMs = 20;

/** Works on the lanes of some classes until it is stopped. */
export function startWorker(options: WorkerOptions): Worker {
  const bell = createBell();
  const stopping = new AbortController();
  const overdue = new AbortController();
  const look = createLookout(options, bell);
  const stopListening = options.database.onJobs((classes) => {
    if (!options.classes.some((each) => classes.has(each))) return;
    if (options.yieldsTo?.some((each) => classes.has(each)) === true) bell.ringWithin(yieldMs);
    else bell.ring();
  });

  async function run(): Promise<void> {
    // One of them looks first, and wakes the next when there is more.
    await bell.sleep(bell.rings());
    while (!stopping.signal.aborted) {
      const heard = bell.rings();
      await options.waitsFor?.(stopping.signal);
      if (stopping.signal.aborted) break;
      const claimed = await look();
      if (claimed === null) await bell.sleep(heard);
      else await performJobs(options, claimed, overdue.signal);
    }
    // Every sleeper passes the last ring on.
    bell.ring();
  }

  const loops = Promise.all(Array.from({ length: options.concurrency }, run)).then(bell.silence);
  bell.ring();
  return {
    wake: bell.ring,
    stop: async () => {
      stopping.abort();
      stopListening();
      bell.ring();
      const patience = new AbortController();
      const late = wait(graceMs, undefined, { signal: patience.signal }).then(
        () => overdue.abort(new Error("Muster is stopping")),
        () => undefined,
      );
      await Promise.race([loops, late]);
      patience.abort();
    },
  };
}

/** Finds work and has the bell ring when there is more to find: at once, at its time, or at the next poll. */
function createLookout(options: WorkerOptions, bell: Bell): () => Promise<Claim | null> {
  const { database, logger, classes, pollMs = 250 } = options;
  let troubled = false;

  function ringForNext({ claim, untilNext }: Finding): void {
    const ms = Math.min(pollMs, untilNext?.toMillis() ?? pollMs);
    if (claim !== null && ms <= 0) bell.ring();
    else bell.ringWithin(Math.max(shortestSleepMs, ms));
  }

  return async () => {
    try {
      const finding = await findWork(database, { leaseSeconds: 10, ...options });
      if (troubled) logger.info({ classes }, "looking for jobs works again");
      troubled = false;
      ringForNext(finding);
      return finding.claim;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!troubled) logger.warn({ classes, reason }, "cannot look for jobs");
      troubled = true;
      bell.ringWithin(troubleMs);
      return null;
    }
  };
}
