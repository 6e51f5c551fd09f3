import { setTimeout as wait } from "node:timers/promises";

/** What comes in time; throws when it does not. Whoever is asked goes on, and nobody listens any more. */
export async function within<Value>(answer: Promise<Value>, mostMs: number): Promise<Value> {
  const leaving = new AbortController();
  try {
    return await Promise.race([answer, late(mostMs, leaving.signal)]);
  } finally {
    leaving.abort();
  }
}

async function late(mostMs: number, signal: AbortSignal): Promise<never> {
  await wait(mostMs, undefined, { signal });
  throw new Error(`Prometheus did not answer within ${mostMs / 1000} s.`);
}
