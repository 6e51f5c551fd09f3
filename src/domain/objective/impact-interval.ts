/** The share of bad events at a time, in seconds since 1970; what could not be told is left out. */
export type RatioPoint = { readonly at: number; readonly ratio: number };

export type ImpactInterval = { readonly start: number; readonly end: number };

/** A break of this length does not end an impact: a scrape that failed, a moment without traffic. */
const BRIDGED = 600;
/** Each point looks back over five minutes. */
const LOOKBACK = 300;

type Search = {
  /** The budget as a ratio: above it the budget burns faster than allowed. */
  readonly budget: number;
  /** A moment of the incident, such as the first alert. */
  readonly about: number;
  /** The moment to which the points reach: an impact that has not ended there goes on. */
  readonly until: number;
};

/**
 * When it hurt: the run of points above the budget that holds the moment, or the last one before it, else the
 * first after it; null when the budget never burnt too fast. The alert's own times are no help: it starts late
 * and ends later, by 9 to 95 percent of what was burnt.
 */
export function findImpact(points: readonly RatioPoint[], search: Search): ImpactInterval | null {
  const runs = runsAbove(points, search.budget);
  const before = runs.filter(({ start }) => start <= search.about);
  const found = before.at(-1) ?? runs[0];
  if (found === undefined) return null;
  const goesOn = search.until - found.end <= LOOKBACK;
  return { start: found.start - LOOKBACK, end: goesOn ? search.until : found.end };
}

function runsAbove(points: readonly RatioPoint[], budget: number): readonly ImpactInterval[] {
  const runs: ImpactInterval[] = [];
  for (const { at, ratio } of points) {
    if (!(ratio > budget)) continue;
    const last = runs.at(-1);
    if (last !== undefined && at - last.end <= BRIDGED)
      runs[runs.length - 1] = { ...last, end: at };
    else runs.push({ start: at, end: at });
  }
  return runs;
}
