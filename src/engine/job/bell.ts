/** Wakes loops that wait for work, one per ring. */
export interface Bell {
  readonly ring: () => void;
  /** How often it rang so far; ask before looking for work. */
  readonly rings: () => number;
  /** Sleeps until it rings for this sleeper, or the time is over; not at all if it rang since. */
  readonly sleep: (heard: number, milliseconds?: number) => Promise<void>;
  /** Rings by itself after this time; a ring that is to come sooner stays, and is the only one. */
  readonly ringWithin: (milliseconds: number) => void;
  /** Forgets the ring that is to come. */
  readonly silence: () => void;
}

export function createBell(): Bell {
  let rings = 0;
  const sleepers = new Set<() => void>();
  let alarm: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;

  function ring(): void {
    rings += 1;
    const [first] = sleepers;
    if (first === undefined) return;
    sleepers.delete(first);
    first();
  }

  async function sleep(heard: number, milliseconds?: number): Promise<void> {
    if (rings !== heard) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
    sleepers.add(resolve);
    await promise;
    sleepers.delete(resolve);
    clearTimeout(timer);
  }

  function ringWithin(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (alarm !== null && alarm.at <= at) return;
    silence();
    const timer = setTimeout(() => {
      alarm = null;
      ring();
    }, milliseconds);
    alarm = { at, timer };
  }

  function silence(): void {
    clearTimeout(alarm?.timer);
    alarm = null;
  }

  return { ring, rings: () => rings, sleep, ringWithin, silence };
}
