import { setTimeout as wait } from "node:timers/promises";
import { untilNextDue } from "#store/lane-watch.ts";
import { type Claim, claim } from "#store/lanes.ts";
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
}

export interface Worker {
  readonly wake: () => void;
  /** Claims nothing more and lets what runs come to its end, up to 8 seconds. */
  readonly stop: () => Promise<void>;
}

const graceMs = 8_000;
const troubleMs = 1_000;
/** A due lane whose row is locked is looked at again after this. */
const shortestSleepMs = 20;

/** Works on the lanes of some classes until it is stopped. */
export function startWorker(options: WorkerOptions): Worker {
  const bell = createBell();
  const stopping = new AbortController();
  const overdue = new AbortController();
  const look = createLookout(options, bell);
  const stopListening = options.database.onJobs((classes) => {
    if (options.classes.some((each) => classes.has(each))) bell.ring();
  });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const heard = bell.rings();
      const claimed = await look.forClaim();
      if (claimed === null) {
        await look.sleep(heard);
        continue;
      }
      // There may be more: a colleague looks while this one is busy.
      bell.ring();
      await performJobs(options, claimed, overdue.signal);
    }
    // Every sleeper passes the last ring on.
    bell.ring();
  }

  const loops = Promise.all(Array.from({ length: options.concurrency }, run));
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

interface Lookout {
  readonly forClaim: () => Promise<Claim | null>;
  readonly sleep: (heard: number) => Promise<void>;
}

/**
 * Finds work. Of those who find none the last one watches the clock for all,
 * because it alone knows of the latest timer.
 */
function createLookout(options: WorkerOptions, bell: Bell): Lookout {
  const { database, logger, classes, pollMs = 250 } = options;
  let watcher = 0;
  let troubled = false;

  async function forClaim(): Promise<Claim | null> {
    try {
      const claimed = await claim(database, { leaseSeconds: 10, ...options });
      if (troubled) logger.info({ classes }, "looking for jobs works again");
      troubled = false;
      return claimed;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!troubled) logger.warn({ classes, reason }, "cannot look for jobs");
      troubled = true;
      return null;
    }
  }

  async function sleep(heard: number): Promise<void> {
    watcher += 1;
    const self = watcher;
    await bell.sleep(heard, await sleepMs());
    if (bell.rings() === heard && self !== watcher) await bell.sleep(heard);
  }

  async function sleepMs(): Promise<number> {
    if (troubled) return troubleMs;
    const due = await untilNextDue(database, classes).catch(() => null);
    return Math.max(shortestSleepMs, Math.min(pollMs, due?.toMillis() ?? pollMs));
  }

  return { forClaim, sleep };
}
