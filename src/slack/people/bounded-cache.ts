/** Remembers a limited number of answers for a limited time. */
export type BoundedCache<Value> = {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value, forMs: number) => void;
};

type Entry<Value> = { readonly value: Value; readonly until: number };

/** The oldest answer goes when there are too many; `now` counts milliseconds. */
export function createBoundedCache<Value>(most: number, now: () => number): BoundedCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || entry.until > now()) return entry?.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, forMs) {
      entries.delete(key);
      entries.set(key, { value, until: now() + forMs });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}
