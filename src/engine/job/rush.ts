import { setTimeout as wait } from "node:timers/promises";

/** What can wait waits no longer than this for a rush that goes on and on. */
const LONGEST_MS = 10_000;

/** A time of urgent work, which what can wait stays out of. */
export interface Rush {
  readonly during: (work: () => Promise<void>) => Promise<void>;
  /** Resolves at once when there is none, or it has gone on for too long, or the signal is aborted. */
  readonly over: (signal: AbortSignal) => Promise<void>;
}

/** The longest that a rush is waited for is in milliseconds. */
export function createRush(longest = LONGEST_MS): Rush {
  let current: { readonly ended: AbortSignal; readonly until: number } | null = null;

  async function during(work: () => Promise<void>): Promise<void> {
    const ending = new AbortController();
    current = { ended: ending.signal, until: performance.now() + longest };
    try {
      await work();
    } finally {
      current = null;
      ending.abort();
    }
  }

  async function over(signal: AbortSignal): Promise<void> {
    if (current === null) return;
    const { ended, until } = current;
    const patience = Math.max(0, until - performance.now());
    const either = AbortSignal.any([ended, signal]);
    await wait(patience, undefined, { signal: either }).catch(() => undefined);
  }

  return { during, over };
}
