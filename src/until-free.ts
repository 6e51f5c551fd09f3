import { setTimeout as wait } from "node:timers/promises";
import { isBusy } from "#store/database/sql-state.ts";
import type { Logger } from "#telemetry/logger.ts";

const MOST_ATTEMPTS = 10;
const PAUSE_MS = 500;

/** Does what may be done again from its start: that other replicas are at work is no reason not to come up. */
export async function untilFree(
  logger: Logger,
  work: () => Promise<void>,
  pauseMs = PAUSE_MS,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !isBusy(error)) throw error;
      logger.warn({ err: error, attempt }, "other replicas hold what is needed to start");
      await wait(pauseMs);
    }
  }
}
