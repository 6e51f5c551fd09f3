import { setInterval } from "node:timers/promises";
import { oldestDue, tidyLanes } from "#store/lane-watch.ts";
import type { Engine } from "./engine.ts";

const BEAT_MS = 15_000;
/** The lanes are tidied on every fourth beat. */
const TIDY_EVERY = 4;

/** Measures what waits and tidies the lanes until it is stopped. */
export function startUpkeep(engine: Engine): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = run(engine, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function run(engine: Engine, signal: AbortSignal): Promise<void> {
  let beat = 0;
  try {
    for await (const _ of setInterval(BEAT_MS, undefined, { signal, ref: false })) {
      beat += 1;
      await attempt(engine, beat % TIDY_EVERY === 0);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function attempt(engine: Engine, tidy: boolean): Promise<void> {
  const { database, metrics, logger } = engine;
  try {
    metrics.outboxOldestSeconds.reset();
    for (const { class: kind, oldestSeconds } of await oldestDue(database)) {
      metrics.outboxOldestSeconds.set({ kind }, oldestSeconds);
    }
    if (!tidy) return;
    const { healed } = await tidyLanes(database);
    if (healed === 0) return;
    metrics.invariantRepairs.inc(healed);
    logger.error({ healed }, "found jobs that no lane led to");
  } catch (error) {
    logger.warn({ err: error }, "upkeep failed, trying again");
  }
}
