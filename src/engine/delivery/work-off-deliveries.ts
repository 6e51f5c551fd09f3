import type { Engine } from "#engine/engine.ts";
import { createBackoff, type Backoff } from "#engine/job/backoff.ts";
import { createBell } from "#engine/job/bell.ts";
import { createRush, type Rush } from "#engine/job/rush.ts";
import { processDeliveries, processSources } from "./process-deliveries.ts";

/** How often to look for what other replicas took in. */
const POLL_MS = 500;
/** The name under which the whole database rests; sources have theirs. */
const DATABASE = "*";

export type DeliveryLoop = {
  /** This source delivered something here. */
  readonly wake: (source: string) => void;
  /** Lasts while deliveries are being worked off. */
  readonly rush: Rush;
  readonly stop: () => Promise<void>;
};

/** Works off deliveries as they come, until it is stopped. */
export function startDeliveryLoop(engine: Engine): DeliveryLoop {
  const bell = createBell();
  const backoff = createBackoff();
  const stopping = new AbortController();
  const delivering = new Set<string>();
  const rush = createRush();

  async function workOff(): Promise<void> {
    const sources = [...delivering];
    delivering.clear();
    // Asking who has something takes time that a page waits for, so it comes second; what others left is found by it.
    await processSources(engine, sources, backoff);
    await processDeliveries(engine, backoff, stopping.signal);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const heard = bell.rings();
      await rush.during(() => attempt(engine, backoff, workOff));
      await bell.sleep(heard, POLL_MS);
    }
  }

  const running = run();
  return {
    rush,
    wake: (source) => {
      delivering.add(source);
      bell.ring();
    },
    stop: async () => {
      stopping.abort();
      bell.ring();
      await running;
    },
  };
}

/** A fault leaves the deliveries where they are; they are tried again after a pause, whatever comes meanwhile. */
async function attempt(
  engine: Engine,
  backoff: Backoff,
  workOff: () => Promise<void>,
): Promise<void> {
  if (backoff.rests(DATABASE)) return;
  try {
    await workOff();
    backoff.worked(DATABASE);
  } catch (error) {
    const seconds = backoff.failed(DATABASE);
    engine.logger.error({ seconds, err: error }, "deliveries not processed, trying again");
  }
}
