type Limits = {
  readonly perSecond: number;
  /** How much may come at once after a quiet time. */
  readonly burst: number;
  /** Counts milliseconds. */
  readonly now?: () => number;
};

/** A bucket for each key, which fills again all the time; the function returned answers false when it is empty. */
export function createBuckets({
  perSecond,
  burst,
  now = performance.now.bind(performance),
}: Limits): (key: string) => boolean {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return function take(key) {
    const at = now();
    const { left, at: before } = buckets.get(key) ?? { left: burst, at };
    const filled = Math.min(burst, left + ((at - before) / 1000) * perSecond);
    const isEnough = filled >= 1;
    buckets.set(key, { left: isEnough ? filled - 1 : filled, at });
    return isEnough;
  };
}
