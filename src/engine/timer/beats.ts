import { setTimeout as wait } from "node:timers/promises";

/**
 * Beats until the signal ends it by an error. What an interval keeps for whoever was busy meanwhile is lost here: after
 * an outage nothing is done again and again to make up for it.
 */
export async function* beats(milliseconds: number, signal: AbortSignal): AsyncGenerator<void> {
  for (;;) {
    await wait(milliseconds, undefined, { signal, ref: false });
    yield;
  }
}
