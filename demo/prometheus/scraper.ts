import { firstAfter, NAME, type Samples } from "./samples.ts";
import { type Counted, createTraffic, type Outage } from "./shop-traffic.ts";

/** Reads the counters of Larder's checkout every fifteen seconds, now and for a month before. */
export type Scraper = {
  /** Everything up to now; while it is stopped, up to then. */
  readonly samples: () => Samples;
  /** From this time on requests fail, which may be a few minutes ago: nobody has looked since. */
  readonly breaks: (outage: Omit<Outage, "until">) => void;
  /** Every outage is over. */
  readonly heals: () => void;
  readonly runs: () => boolean;
  readonly run: (wanted: boolean) => void;
};

type Since = {
  readonly now: () => number;
  /** So many were scraped before it starts. */
  readonly days: number;
};

const EVERY_MS = 15_000;
/** Between whole seconds, so that no sample lies on the edge of a range. */
const OFFSET_MS = 7370;
const DAY = 86_400;

const CHECKOUT = { job: "checkout", service: "checkout" };
const LATENCY = "http_request_duration_seconds";
/** The counters by their labels, and what each of them counts. */
const COUNTERS: readonly (readonly [Readonly<Record<string, string>>, (so: Counted) => number])[] =
  [
    [
      { [NAME]: "http_requests_total", ...CHECKOUT, code: "200" },
      ({ all, failed }) => all - failed,
    ],
    [{ [NAME]: "http_requests_total", ...CHECKOUT, code: "500" }, ({ failed }) => failed],
    [{ [NAME]: `${LATENCY}_bucket`, ...CHECKOUT, le: "0.5" }, ({ all, slow }) => all - slow],
    [{ [NAME]: `${LATENCY}_bucket`, ...CHECKOUT, le: "+Inf" }, ({ all }) => all],
    [{ [NAME]: `${LATENCY}_count`, ...CHECKOUT }, ({ all }) => all],
  ];

/** Something had gone wrong once before: no month is perfect. */
function badRelease(startedAt: number): Outage {
  const from = startedAt - 11 * DAY - 7200;
  return { from, until: from + 2400, failing: 0.15, slow: 0.05 };
}

/** Time is the demo's, in milliseconds. */
export function createScraper({ now, days }: Since): Scraper {
  const startedAt = now() / 1000;
  const times: number[] = [];
  const series = COUNTERS.map(([labels, read]) => ({ labels, read, values: new Array<number>() }));
  let outages = [badRelease(startedAt)].filter(({ from }) => from > startedAt - days * DAY);
  let next = scrapeAfter(now() - days * DAY * 1000);
  let runs = true;
  const countedAt = createTraffic({ begin: next / 1000, busiest: startedAt });

  function put(place: number, at: number): void {
    const counted = countedAt(at / 1000, outages);
    times[place] = at;
    for (const { values, read } of series) values[place] = read(counted);
  }
  function scrapeUntil(end: number): void {
    for (; next <= end; next += EVERY_MS) put(times.length, next);
  }
  /** What was scraped since it broke shows it. */
  function scrapeAgain(since: number): void {
    const first = firstAfter({ times, series }, since);
    for (const [place, at] of times.slice(first).entries()) put(first + place, at);
  }
  return {
    samples: () => {
      if (runs) scrapeUntil(now());
      return { times, series };
    },
    breaks: (outage) => {
      outages = [...outages, { ...outage, until: null }];
      scrapeAgain(outage.from * 1000);
    },
    heals: () => {
      const until = now() / 1000;
      outages = outages.map((one) => ({ ...one, until: one.until ?? until }));
    },
    runs: () => runs,
    run: (wanted) => {
      if (runs) scrapeUntil(now());
      else next = Math.max(next, scrapeAfter(now()));
      runs = wanted;
    },
  };
}

function scrapeAfter(at: number): number {
  return Math.ceil((at - OFFSET_MS) / EVERY_MS) * EVERY_MS + OFFSET_MS;
}
