import { setInterval } from "node:timers/promises";
import type { Bot } from "#demo/bot.ts";

/** Has Muster look at error budgets more often than it does by itself: the demo's minutes are short. */
export type BudgetWatch = {
  /** Looks when something has begun or ended, or some time has passed. */
  readonly beat: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Parts = {
  readonly bot: Pick<Bot, "lookAtBudgets">;
  /** The demo's clock, in milliseconds. */
  readonly now: () => number;
  /** How much goes wrong at present. */
  readonly firing: () => number;
};

const BEAT_MS = 5000;
const LOOK_EVERY_MS = 60_000;

export function startBudgetWatch({ bot, now, firing }: Parts): BudgetWatch {
  const stopping = new AbortController();
  let last = { at: -Infinity, firing: 0 };
  let looking: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    const seen = { at: now(), firing: firing() };
    if (seen.firing !== last.firing || seen.at - last.at >= LOOK_EVERY_MS) {
      last = seen;
      looking = looking.then(bot.lookAtBudgets);
    }
    await looking;
  }

  const beating = beatAlways(beat, stopping.signal);
  return {
    beat,
    stop: async () => {
      stopping.abort();
      await beating;
    },
  };
}

async function beatAlways(beat: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(BEAT_MS, undefined, { signal })) await beat();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
