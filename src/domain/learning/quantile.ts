/** How values are spread; null where there are too few to say. */
export type Spread = {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
};

/** Of fewer values the ninetieth percentile is little else than the longest. */
const ENOUGH_FOR_P90 = 10;

export function spreadOf(values: readonly number[]): Spread {
  const isEnough = values.length >= ENOUGH_FOR_P90;
  return {
    count: values.length,
    median: quantile(values, 0.5),
    p90: isEnough ? quantile(values, 0.9) : null,
  };
}

/**
 * Hyndman and Fan's seventh way, which spreadsheets and Prometheus have too: between two neighbours the value lies on
 * the straight line.
 */
export function quantile(values: readonly number[], share: number): number | null {
  const ordered = values.toSorted((one, other) => one - other);
  const place = (ordered.length - 1) * share;
  const [lower, upper] = [ordered[Math.floor(place)], ordered[Math.ceil(place)]];
  if (lower === undefined || upper === undefined) return null;
  return lower + (upper - lower) * (place - Math.floor(place));
}
