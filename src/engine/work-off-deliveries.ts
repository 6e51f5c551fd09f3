import { createBell } from "./bell.ts";
import type { Engine } from "./engine.ts";
import { processDeliveries } from "./process-deliveries.ts";

/** How often to look for what other replicas took in. */
const POLL_MS = 500;

export type DeliveryLoop = {
  /** Something was delivered here. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
};

/** Works off deliveries as they come, until it is stopped. */
export function startDeliveryLoop(engine: Engine): DeliveryLoop {
  const bell = createBell();
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const heard = bell.rings();
      const worked = await attempt(engine);
      if (worked === 0) await bell.sleep(heard, POLL_MS);
    }
  }

  const running = run();
  return {
    wake: bell.ring,
    stop: async () => {
      stopping.abort();
      bell.ring();
      await running;
    },
  };
}

/** A fault leaves the deliveries where they are; they are tried again at the next look. */
async function attempt(engine: Engine): Promise<number> {
  try {
    return await processDeliveries(engine);
  } catch (error) {
    engine.logger.error({ err: error }, "deliveries not processed, trying again");
    return 0;
  }
}
