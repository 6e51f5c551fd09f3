/** Some requests fail and some are slow for a while; times are seconds since 1970, as all here. */
export type Outage = {
  readonly from: number;
  /** Null while it goes on. */
  readonly until: number | null;
  /** The share of requests that fail, and that of those that take too long. */
  readonly failing: number;
  readonly slow: number;
};

/** What the checkout has counted since its counters began. */
export type Counted = { readonly all: number; readonly failed: number; readonly slow: number };

const DAY = 86_400;
const PER_SECOND = 40;
/** What goes wrong on a good day. */
const USUAL = { failing: 0.0002, slow: 0.003 };

/**
 * Customers come and go by the day and by the week, and a little by shorter whiles that nobody can name. All of it is
 * highest at `busiest`: whenever the demo starts, its outage hurts the same number of people.
 */
const WAVES = [
  { period: DAY, share: 0.6 },
  { period: 7 * DAY, share: 0.1 },
  { period: 5830, share: 0.05 },
  { period: 1270, share: 0.03 },
  { period: 307, share: 0.02 },
] as const;

/** The counters of a checkout that has been running since `begin`. */
export function createTraffic({
  begin,
  busiest,
}: {
  readonly begin: number;
  readonly busiest: number;
}): (at: number, outages: readonly Outage[]) => Counted {
  const before = requestsUntil(begin - busiest);
  function requests(from: number, until: number): number {
    return requestsUntil(until - busiest) - requestsUntil(from - busiest);
  }
  return (at, outages) => {
    const all = requestsUntil(at - busiest) - before;
    let [failed, slow] = [all * USUAL.failing, all * USUAL.slow];
    for (const outage of outages) {
      if (at <= outage.from) continue;
      const hurt = requests(outage.from, Math.min(at, outage.until ?? at));
      failed += hurt * (outage.failing - USUAL.failing);
      slow += hurt * (outage.slow - USUAL.slow);
    }
    return { all: Math.floor(all), failed: Math.floor(failed), slow: Math.floor(slow) };
  };
}

/** How many come in so many seconds after the busiest moment, as many a second as the waves say: an integral. */
function requestsUntil(seconds: number): number {
  let requests = seconds;
  for (const { period, share } of WAVES) {
    const turn = (2 * Math.PI) / period;
    requests += (share / turn) * Math.sin(turn * seconds);
  }
  return PER_SECOND * requests;
}
