import { firstAfter, type Samples, type StoredSeries } from "#demo/prometheus/samples.ts";

/** How far beyond the last sample a rate is taken to go on, in distances between samples. */
const NEAR = 1.1;

type Range = { readonly from: number; readonly until: number };

/**
 * How much a counter grew in a time, by Prometheus's own formula: what came between the samples, resets mended, and
 * as much more as fits the edges if the first and the last sample are near them. Null with fewer than two samples.
 */
export function growth(samples: Samples, series: StoredSeries, range: Range): number | null {
  const first = firstAfter(samples, range.from);
  const last = firstAfter(samples, range.until) - 1;
  const [start, end] = [samples.times[first], samples.times[last]];
  if (last <= first || start === undefined || end === undefined) return null;
  const grown = grownBetween(series.values, first, last);
  const sampled = end - start;
  const apart = sampled / (last - first);
  const before = untilZero(start - range.from, {
    value: series.values[first] ?? 0,
    grown,
    sampled,
  });
  const reach = sampled + within(before, apart) + within(range.until - end, apart);
  return (grown * reach) / sampled;
}

/** A counter that is smaller than before began again at zero. */
function grownBetween(values: readonly number[], first: number, last: number): number {
  let grown = (values[last] ?? 0) - (values[first] ?? 0);
  for (let at = first + 1; at <= last; at += 1) {
    const [before = 0, value = 0] = [values[at - 1], values[at]];
    if (value < before) grown += before;
  }
  return grown;
}

/** No counter was ever less than nothing. */
function untilZero(
  distance: number,
  { value, grown, sampled }: { value: number; grown: number; sampled: number },
): number {
  return grown > 0 && value >= 0 ? Math.min(distance, sampled * (value / grown)) : distance;
}

function within(distance: number, apart: number): number {
  return distance < apart * NEAR ? distance : apart / 2;
}
