import { type Matcher, matchesAll } from "#domain/alert/matcher.ts";

type Labels = Readonly<Record<string, string>>;

/** A counter with its value at each scrape; its name is one of its labels, as in Prometheus. */
export type StoredSeries = { readonly labels: Labels; readonly values: readonly number[] };

/** What was scraped: all counters at the same times, in milliseconds since 1970, the oldest first. */
export type Samples = {
  readonly times: readonly number[];
  readonly series: readonly StoredSeries[];
};

export const NAME = "__name__";

/** The counters of a name for whose labels all matchers hold. */
export function seriesOf(
  { series }: Samples,
  name: string,
  matchers: readonly Matcher[],
): readonly StoredSeries[] {
  return series.filter(({ labels }) => {
    return (name === "" || labels[NAME] === name) && matchesAll(matchers, labels);
  });
}

/** The place of the first sample after a time. */
export function firstAfter({ times }: Samples, at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((times[middle] ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
