import { type ReadonlySignal, computed, signal } from "@preact/signals";
import type { Entry } from "./entry.ts";

/** What this window has of the traffic. */
export type Traffic = {
  /** What is in view, oldest first. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  /** The newest number that was asked for. */
  readonly asked: ReadonlySignal<number>;
  readonly hasOlder: ReadonlySignal<boolean>;
  /** Asks for what is new, until there is nothing new. */
  readonly catchUp: () => Promise<void>;
  /** One more page of what was before. */
  readonly showOlder: () => Promise<void>;
  /** Empties the view; nothing is lost in the workspace. */
  readonly clear: () => void;
};

type Source = {
  /** The number of the newest entry there is. */
  readonly newest: () => number;
  /** What came after this number, oldest first. */
  readonly since: (seq: number) => Promise<readonly Entry[]>;
  /** How many are shown at first, and more with each page. */
  readonly page: number;
};

export function createTraffic({ newest, since, page }: Source): Traffic {
  const entries = signal<readonly Entry[]>([]);
  const asked = signal(0);
  // Nothing is kept from before this number.
  const floor = signal(1);
  const first = computed(() => entries.value[0]?.seq ?? asked.value + 1);
  let kept = page;
  let known = 0;
  let asking = false;

  async function catchUp(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      while (newest() !== asked.peek()) await askOnce(newest());
    } finally {
      asking = false;
    }
  }

  async function askOnce(upTo: number): Promise<void> {
    // Numbers only go back when the workspace was started anew.
    if (upTo < asked.peek()) startAnew();
    const found = await since(Math.max(known, upTo - kept));
    const fresh = found.filter(({ seq }) => seq > known);
    entries.value = [...entries.peek(), ...fresh].slice(-kept);
    known = fresh.at(-1)?.seq ?? known;
    asked.value = upTo;
  }

  function startAnew(): void {
    entries.value = [];
    floor.value = 1;
    known = 0;
  }

  async function showOlder(): Promise<void> {
    const before = first.peek();
    const found = await since(Math.max(0, before - 1 - page));
    const older = found.filter(({ seq }) => seq < before);
    floor.value = older.length === 0 ? before : floor.peek();
    entries.value = [...older, ...entries.peek()];
    kept = Math.max(kept, entries.peek().length) + older.length;
  }

  function clear(): void {
    entries.value = [];
    kept = page;
  }

  const hasOlder = computed(() => first.value > floor.value);
  return { entries, asked, hasOlder, catchUp, showOlder, clear };
}
