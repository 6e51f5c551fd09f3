import { setTimeout as sleep } from "node:timers/promises";
import type { Duration } from "luxon";

/** What becomes of the work, or an error when it takes longer; the work itself goes on. */
export async function withinDeadline<Value>(work: Promise<Value>, limit: Duration): Promise<Value> {
  const done = new AbortController();
  const deadline = sleep(limit.toMillis(), undefined, { signal: done.signal }).then(() => {
    throw new Error(`storing took over ${limit.toHuman()}`);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    done.abort();
  }
}
