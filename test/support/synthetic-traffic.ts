const DAY = 86_400;

type Span = { readonly start: number; readonly end: number };

/** Something that goes wrong for a while, in seconds from the beginning. */
export type Trouble = Span & { readonly ratio: number };

export type Traffic = {
  readonly days: number;
  /** Nobody asked for anything before, and nothing was there to be scraped. */
  readonly begins?: number;
  /** Seconds between two scrapes. */
  readonly every: number;
  /** The share of errors when nothing is wrong. */
  readonly baseline: number;
  readonly troubles: readonly Trouble[];
  /** When the counted program starts anew: its counters begin at zero. */
  readonly restarts: readonly number[];
  /** When nothing could be scraped. */
  readonly gaps: readonly Span[];
  /** When nobody asked for anything. */
  readonly quiet?: readonly Span[];
};

/** Requests a second by the time of day: few at night, many at noon. */
function rateAt({ quiet = [] }: Traffic, second: number): number {
  if (isIn(quiet, second)) return 0;
  return 55 - 50 * Math.cos((2 * Math.PI * (second % DAY)) / DAY);
}

export type Counted = { readonly bad: number; readonly total: number };

/** What really happened between two moments, however it was scraped. */
export function truth(traffic: Traffic, start: number, end: number): Counted {
  let bad = 0;
  let total = 0;
  for (let second = start; second < end; second += 1) {
    const rate = rateAt(traffic, second);
    total += rate;
    bad += rate * ratioAt(traffic, second);
  }
  return { bad, total };
}

/** How events are counted. */
export type Family = {
  readonly traffic: Traffic;
  readonly name: string;
  /** By how long they took: the good ones less than 0.3 s. */
  readonly isHistogram?: true;
  /** Before the first error there is no series of errors. */
  readonly errorsAppear?: true;
};

/** What a Prometheus would have scraped of it, as OpenMetrics; times begin at `epoch`. */
export function scrapesOf(traffic: Traffic, epoch: number): string {
  return historyOf(epoch, [{ traffic, name: "http_requests" }]);
}

/** The same for several ways of counting. */
export function historyOf(epoch: number, families: readonly Family[]): string {
  const lines = families.flatMap((family) => {
    const { traffic, name, isHistogram } = family;
    const scrapes = countersOf(traffic);
    return isHistogram
      ? [`# TYPE ${name} histogram`, ...buckets(scrapes, family, epoch)]
      : [`# TYPE ${name} counter`, ...counters(scrapes, family, epoch)];
  });
  return [...lines, "# EOF", ""].join("\n");
}

type Scrape = { readonly second: number; readonly good: number; readonly bad: number };

function countersOf(traffic: Traffic): readonly Scrape[] {
  const scrapes: Scrape[] = [];
  let [good, bad] = [0, 0];
  for (let second = traffic.begins ?? 0; second < traffic.days * DAY; second += 1) {
    if (traffic.restarts.includes(second)) [good, bad] = [0, 0];
    if (second % traffic.every === 0 && !isIn(traffic.gaps, second)) {
      scrapes.push({ second, good, bad });
    }
    const rate = rateAt(traffic, second);
    const failed = rate * ratioAt(traffic, second);
    good += rate - failed;
    bad += failed;
  }
  return scrapes;
}

function counters(
  scrapes: readonly Scrape[],
  { name, errorsAppear }: Family,
  epoch: number,
): readonly string[] {
  const failed = scrapes.filter(({ bad }) => errorsAppear === undefined || bad > 0);
  return [
    ...scrapes.map(({ second, good }) => `${name}_total{code="200"} ${good} ${epoch + second}`),
    ...failed.map(({ second, bad }) => `${name}_total{code="500"} ${bad} ${epoch + second}`),
  ];
}

function buckets(scrapes: readonly Scrape[], { name }: Family, epoch: number): readonly string[] {
  return [
    ...scrapes.map(({ second, good }) => `${name}_bucket{le="0.3"} ${good} ${epoch + second}`),
    ...scrapes.map(({ second, good, bad }) => `${name}_count ${good + bad} ${epoch + second}`),
  ];
}

function ratioAt({ troubles, baseline }: Traffic, second: number): number {
  const trouble = troubles.find(({ start, end }) => start <= second && second < end);
  return trouble?.ratio ?? baseline;
}

function isIn(spans: readonly Span[], second: number): boolean {
  return spans.some(({ start, end }) => start <= second && second < end);
}
