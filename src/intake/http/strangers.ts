import { setTimeout as sleep } from "node:timers/promises";

/** What to say of a request without a right secret: `silent` once the log would hold nothing else. */
export type Mention = "each" | "no more" | "silent";

/** Meets somebody without a right secret. */
export type Strangers = (address: string | undefined) => Promise<Mention>;

type Options = {
  /** Counts milliseconds. */
  readonly now?: () => number;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
};

const MINUTE_MS = 60_000;
const MOST_TOLD = 10;
const PAUSE_MS = 1000;
/** Whoever waits holds a connection. */
const MOST_WAITING = 64;
const MOST_ADDRESSES = 10_000;
/** What somebody at home or in a data centre has in IPv6 is a network of this many groups. */
const GROUPS = 4;
const ALL_GROUPS = 8;

/**
 * Slows whoever keeps coming without a right secret, by address, and keeps them from filling the log. Right secrets are
 * never asked about here: behind a proxy everybody has one address, and alerts must come in whoever else knocks there.
 */
export function createStrangers({
  now = performance.now.bind(performance),
  pause = sleep,
}: Options = {}): Strangers {
  const seen = new Map<string, { readonly since: number; readonly times: number }>();
  let waiting = 0;

  function count(address: string): number {
    const at = now();
    const known = seen.get(address);
    const isNew = known === undefined || at - known.since >= MINUTE_MS;
    if (isNew && seen.size >= MOST_ADDRESSES) forgetBefore(at - MINUTE_MS);
    const entry = isNew ? { since: at, times: 1 } : { ...known, times: known.times + 1 };
    seen.set(address, entry);
    return entry.times;
  }
  /** Who comes from that many addresses at once is counted anew, which is better than without end. */
  function forgetBefore(at: number): void {
    for (const [address, { since }] of seen) if (since <= at) seen.delete(address);
    if (seen.size >= MOST_ADDRESSES) seen.clear();
  }
  async function slow(): Promise<void> {
    if (waiting >= MOST_WAITING) return;
    waiting += 1;
    await pause(PAUSE_MS);
    waiting -= 1;
  }

  return async function meet(address = "") {
    const times = count(networkOf(address));
    if (times <= MOST_TOLD) return "each";
    await slow();
    return times === MOST_TOLD + 1 ? "no more" : "silent";
  };
}

/** The system writes a run of groups that are zero as "::", wherever it stands. */
function networkOf(address: string): string {
  if (address.includes(".")) return address;
  const [before = [], after = []] = address.split("::").map((part) => part.split(":"));
  const zeros = Array.from({ length: ALL_GROUPS - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].slice(0, GROUPS).join(":");
}
