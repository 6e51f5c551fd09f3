const DAY = 86_400;

/** Something that goes wrong for a while, in seconds from the beginning. */
export type Trouble = { readonly start: number; readonly end: number; readonly ratio: number };

export type Traffic = {
  readonly days: number;
  /** Seconds between two scrapes. */
  readonly every: number;
  /** The share of errors when nothing is wrong. */
  readonly baseline: number;
  readonly troubles: readonly Trouble[];
  /** When the counted program starts anew: its counters begin at zero. */
  readonly restarts: readonly number[];
  /** When nothing could be scraped. */
  readonly gaps: readonly { readonly start: number; readonly end: number }[];
};

/** Requests a second by the time of day: few at night, many at noon. */
function rateAt(second: number): number {
  return 55 - 50 * Math.cos((2 * Math.PI * (second % DAY)) / DAY);
}

export type Counted = { readonly bad: number; readonly total: number };

/** What really happened between two moments, however it was scraped. */
export function truth(traffic: Traffic, start: number, end: number): Counted {
  let bad = 0;
  let total = 0;
  for (let second = start; second < end; second += 1) {
    const rate = rateAt(second);
    total += rate;
    bad += rate * ratioAt(traffic, second);
  }
  return { bad, total };
}

/** What a Prometheus would have scraped of it, as OpenMetrics; times begin at `epoch`. */
export function scrapesOf(traffic: Traffic, epoch: number): string {
  const good: string[] = [];
  const bad: string[] = [];
  let [goodCount, badCount] = [0, 0];
  for (let second = 0; second < traffic.days * DAY; second += 1) {
    if (traffic.restarts.includes(second)) [goodCount, badCount] = [0, 0];
    if (second % traffic.every === 0 && !inGap(traffic, second)) {
      const at = epoch + second;
      good.push(`http_requests_total{code="200"} ${goodCount} ${at}`);
      bad.push(`http_requests_total{code="500"} ${badCount} ${at}`);
    }
    const rate = rateAt(second);
    const failed = rate * ratioAt(traffic, second);
    goodCount += rate - failed;
    badCount += failed;
  }
  return ["# TYPE http_requests counter", ...good, ...bad, "# EOF", ""].join("\n");
}

function ratioAt({ troubles, baseline }: Traffic, second: number): number {
  const trouble = troubles.find(({ start, end }) => start <= second && second < end);
  return trouble?.ratio ?? baseline;
}

function inGap({ gaps }: Traffic, second: number): boolean {
  return gaps.some(({ start, end }) => start <= second && second < end);
}
