/** The share of bad events at a time, in seconds since 1970; what could not be told is left out. */
export type RatioPoint = { readonly at: number; readonly ratio: number };

export type ImpactInterval = { readonly start: number; readonly end: number };

/** A break of this length does not end an impact: a scrape that failed, a moment without traffic. */
const BRIDGED = 600;
/** Each point looks back over five minutes. */
const LOOKBACK = 300;
/** So long after its end an alert may fire on it: the short window of the slower ones. */
const LINGERS = 7200;
/** Each is counted by questions of its own. */
const MOST_RUNS = 12;

type Search = {
  /** The budget as a ratio: above it the budget burns faster than allowed. */
  readonly budget: number;
  /** A moment of the incident, such as the first alert. */
  readonly about: number;
  /** The moment to which the points reach: an impact that has not ended there goes on. */
  readonly until: number;
};

/**
 * Each time that it hurt: the run of points above the budget that holds the moment, and every later one. What hurt
 * shortly before counts with them, or alone when nothing came after; none when the budget never burnt too fast. The
 * alert's own times are no help: it starts late and ends later, by 9 to 95 percent of what was burnt.
 */
export function findImpacts(
  points: readonly RatioPoint[],
  search: Search,
): readonly ImpactInterval[] {
  const runs = runsOf(points, search.budget);
  const later = runs.filter(({ end }) => end >= search.about);
  const before = runs.findLast(({ end }) => end < search.about);
  const [first] = later;
  const isCause =
    before !== undefined &&
    (first === undefined || (first.start > search.about && search.about - before.end <= LINGERS));
  const found = isCause ? [before, ...later] : later;
  return found.map(({ start, end }) => {
    const goesOn = search.until - end <= LOOKBACK;
    return { start: start - LOOKBACK, end: goesOn ? search.until : end };
  });
}

/** From the first to the last of them. */
export function wholeOf(impacts: readonly ImpactInterval[]): ImpactInterval | null {
  const [first, last] = [impacts[0], impacts.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

/** Where there are too many to be counted one by one, longer breaks are bridged. */
function runsOf(
  points: readonly RatioPoint[],
  budget: number,
  bridged = BRIDGED,
): readonly ImpactInterval[] {
  const runs = runsAbove(points, budget, bridged);
  return runs.length <= MOST_RUNS ? runs : runsOf(points, budget, bridged * 2);
}

function runsAbove(
  points: readonly RatioPoint[],
  budget: number,
  bridged: number,
): readonly ImpactInterval[] {
  const runs: ImpactInterval[] = [];
  for (const { at, ratio } of points) {
    if (!(ratio > budget)) continue;
    const last = runs.at(-1);
    if (last !== undefined && at - last.end <= bridged)
      runs[runs.length - 1] = { ...last, end: at };
    else runs.push({ start: at, end: at });
  }
  return runs;
}
