import type { Duration } from "luxon";

/** What becomes of the work, or an error when it takes longer; the work itself goes on. */
export async function withinDeadline<Value>(work: Promise<Value>, limit: Duration): Promise<Value> {
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`storing took over ${limit.toHuman()}`)),
    limit.toMillis(),
  );
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
