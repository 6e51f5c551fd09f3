import { setInterval } from "node:timers/promises";
import type { Engine } from "#engine/engine.ts";
import { oldestUnsentSeconds } from "#store/page/unsent-pages.ts";

export type UnsentWatch = {
  /** Whether a page waits for longer than anything but an outage explains. */
  readonly isLate: () => boolean;
  /** Fulfilled once it looks no more. */
  readonly stopped: Promise<void>;
};

const LOOK_MS = 5000;
const LATE_SECONDS = 60;

/** Looks now and then how long the oldest page waits: a lane that tries again and again is never overdue itself. */
export function watchUnsent(engine: Engine, signal: AbortSignal): UnsentWatch {
  let late = false;

  async function look(): Promise<void> {
    try {
      const isLate = (await oldestUnsentSeconds(engine.database)) > LATE_SECONDS;
      if (isLate && !late) engine.logger.error("a page has waited for more than a minute");
      late = isLate;
    } catch (error) {
      engine.logger.warn({ err: error }, "cannot look for unsent pages");
    }
  }
  async function run(): Promise<void> {
    try {
      for await (const _ of setInterval(LOOK_MS, undefined, { signal, ref: false })) await look();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return { isLate: () => late, stopped: run() };
}
