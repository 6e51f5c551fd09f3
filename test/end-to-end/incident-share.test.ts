import { Big } from "big.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareOfEvents } from "#domain/objective/budget.ts";
import type { ImpactInterval } from "#domain/objective/impact-interval.ts";
import { budgetLine } from "#domain/objective/live-budget.ts";
import type { MeasuredShare } from "#domain/objective/measured-share.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { measureShare } from "#prometheus/measure-share.ts";
import { readBudget } from "#prometheus/read-budget.ts";
import { objective } from "#test/support/objective.ts";
import { freePort } from "#test/support/process.ts";
import {
  hasPrometheus,
  type RunningPrometheus,
  startPrometheus,
} from "#test/support/prometheus.ts";
import {
  type Family,
  historyOf,
  type Traffic,
  truth,
  type Trouble,
} from "#test/support/synthetic-traffic.ts";

const DAY = 86_400;
const HOUR = 3600;
const MINUTE = 60;
const TARGET = new Big("0.999");

/** At the busiest time, and the program restarts in the middle of it. */
const PEAK: Trouble = troubleAt(31 * DAY + 12 * HOUR, 23 * MINUTE + 41, 0.35);
/** At the quietest time, everything. */
const NIGHT: Trouble = troubleAt(30 * DAY + 10 * MINUTE, 20 * MINUTE, 1);
/** Little, for long, and nothing can be scraped for twelve minutes. */
const MIDDAY: Trouble = troubleAt(30 * DAY + 12 * HOUR, 45 * MINUTE, 0.02);
/** Everything for ten minutes, upon which everybody goes away. */
const DESERTED: Trouble = troubleAt(30 * DAY + 4 * HOUR, 10 * MINUTE, 1);
const MONTH: Traffic = {
  days: 32,
  every: 30,
  baseline: 0.0002,
  troubles: [NIGHT, DESERTED, MIDDAY, PEAK],
  quiet: [{ start: DESERTED.end, end: DESERTED.end + 40 * MINUTE }],
  // What happens between the last scrape and a restart is lost to every Prometheus.
  restarts: [9 * DAY + 2, PEAK.start + 10 * MINUTE + 2],
  gaps: [{ start: MIDDAY.start + 15 * MINUTE, end: MIDDAY.start + 27 * MINUTE }],
};
/** Seven days of a program that never failed before, and so has no series of errors. */
const FAULTLESS: Traffic = {
  ...MONTH,
  begins: 23 * DAY,
  baseline: 0,
  troubles: [NIGHT],
  restarts: [],
  gaps: [],
};
/** Scraped for twelve hours when it fails. */
const YOUNG: Traffic = { ...MONTH, begins: PEAK.start - 12 * HOUR, restarts: [] };
const FAMILIES: readonly Family[] = [
  { traffic: MONTH, name: "http_requests" },
  { traffic: { ...MONTH, begins: 24 * DAY }, name: "took_seconds", isHistogram: true },
  { traffic: FAULTLESS, name: "faultless", errorsAppear: true },
  { traffic: YOUNG, name: "young" },
];
const EPOCH = Math.floor(Date.now() / 1000 / DAY) * DAY - 33 * DAY;

function troubleAt(start: number, seconds: number, ratio: number): Trouble {
  return { start, end: start + seconds, ratio };
}

function promised(metric = "http_requests_total", days = 30): Objective {
  const bad = `sum(rate(${metric}{code="500"}[{{.window}}]))`;
  return counting({ bad, total: `sum(rate(${metric}[{{.window}}]))`, days });
}

/** The same of how long the requests took. */
function promisedLatency(days: number): Objective {
  const total = "sum(rate(took_seconds_count[{{.window}}]))";
  const fast = 'sum(rate(took_seconds_bucket{le="0.3"}[{{.window}}]))';
  return counting({ bad: `${total} - ${fast}`, total, days });
}

function counting({ days, ...queries }: Readonly<{ bad: string; total: string; days: number }>) {
  return objective({ window: days * DAY, indicator: { kind: "events", ...queries } });
}

/** The share as it really was: of the events of the window that ends with the trouble. */
function trueShare({ start, end }: Trouble, window: number, traffic = MONTH): number {
  const { bad } = truth(traffic, start, end);
  const { total } = truth(traffic, Math.max(traffic.begins ?? 0, end - window), end);
  return shareOfEvents({ bad, total }, TARGET) ?? Number.NaN;
}

/** A way to count that looks right, and by how much it is off. */
type Naive = {
  readonly trouble: Trouble;
  readonly query: (seconds: number) => string;
  readonly off: readonly [number, number];
};

function impactOf({ impact }: MeasuredShare): ImpactInterval {
  if (impact === null) throw new Error("No impact was found.");
  return impact;
}

describe.skipIf(!hasPrometheus())("the share of the budget that an incident used", () => {
  let server: RunningPrometheus;
  let prometheus: Prometheus;

  beforeAll(async () => {
    server = await startPrometheus({ port: await freePort(), history: historyOf(EPOCH, FAMILIES) });
    prometheus = createPrometheus({ url: server.url }, { timeoutMs: 30_000 });
  });
  afterAll(() => server.stop());

  /** As it is asked half an hour after the end; the alert came some minutes after the start. */
  function measure(trouble: Trouble, what = promised(), late = 197): Promise<MeasuredShare> {
    const about = EPOCH + trouble.start + late;
    const until = EPOCH + trouble.end + 30 * MINUTE;
    return measureShare(prometheus, { objective: what, labels: {}, about, until });
  }

  it.each([
    ["at the peak, with a restart inside", PEAK, 197],
    ["in the night", NIGHT, 109],
    ["at midday, with a gap inside, noticed after most of it", MIDDAY, 2573],
  ])("is measured %s", async (_, trouble, late) => {
    const measured = await measure(trouble, promised(), late);
    const expected = trueShare(trouble, 30 * DAY);
    const { share } = measured;
    const impact = impactOf(measured);

    expect(share.quality).toBe("measured");
    expect(Math.abs((share.share ?? 0) / expected - 1)).toBeLessThan(0.005);
    expect(Math.abs(EPOCH + trouble.start - impact.start - 150)).toBeLessThanOrEqual(150);
    expect((share.remainingBefore ?? 0) - (share.remainingAfter ?? 0)).toBeCloseTo(expected, 2);
    expect(new Set(measured.asked.map(({ at }) => impact.end - at))).toEqual(new Set([0, 7 * DAY]));
  });

  it("is that of each time that it hurt, and of nothing in between", async () => {
    const { share } = await measure({ ...NIGHT, end: DESERTED.end });
    const expected = trueShare(NIGHT, 30 * DAY) + trueShare(DESERTED, 30 * DAY);

    expect(share.notes).toEqual(["It hurt 2 times: what failed in between is not counted."]);
    expect(Math.abs((share.share ?? 0) / expected - 1)).toBeLessThan(0.005);
  });

  it("is measured through a histogram of how long requests took", async () => {
    const { share } = await measure(PEAK, promisedLatency(7));
    const expected = trueShare(PEAK, 7 * DAY);

    expect(share.quality).toBe("measured");
    expect(Math.abs((share.share ?? 0) / expected - 1)).toBeLessThan(0.005);
  });

  it("is measured where everybody went away afterwards, and where nobody came", async () => {
    const { share, impact } = await measure(DESERTED);
    const later = troubleAt(DESERTED.end + 15 * MINUTE, 5 * MINUTE, 0);

    expect(share.quality).toBe("measured");
    expect(Math.abs((share.share ?? 0) / trueShare(DESERTED, 30 * DAY) - 1)).toBeLessThan(0.005);
    expect((impact?.end ?? 0) - EPOCH).toBeLessThanOrEqual(DESERTED.end + 5 * MINUTE);
    // Asked in the silence itself, it finds what came before.
    expect((await measure(later)).impact).toEqual(impact);
  });

  it("is measured where there was no series of errors before, but for the scrape in which it appeared", async () => {
    const { share } = await measure(NIGHT, promised("faultless_total", 7));
    const expected = trueShare(NIGHT, 7 * DAY, FAULTLESS);

    expect(share.quality).toBe("measured");
    expect((share.share ?? 0) / expected - 1).toBeLessThan(0.005);
    expect((share.share ?? 0) / expected - 1).toBeGreaterThan(
      -FAULTLESS.every / (NIGHT.end - NIGHT.start),
    );
  });

  it("is estimated from the hours that there are, instead of some times too much", async () => {
    const { share } = await measure(PEAK, promised("young_total"));
    const seen = trueShare(PEAK, 30 * DAY, YOUNG);
    const scraped = PEAK.end - (YOUNG.begins ?? 0);

    expect(share.quality).toBe("estimated");
    expect(share.notes).toEqual(["Estimated from 0.5 days: Prometheus keeps no more."]);
    expect(Math.abs((share.share ?? 0) / ((seen * scraped) / (30 * DAY)) - 1)).toBeLessThan(0.03);
    expect(seen / (share.share ?? Number.NaN)).toBeGreaterThan(50);
  });

  it.each<[string, Naive]>([
    [
      "the last value less the first, over a restart",
      { trouble: PEAK, query: (time) => `sum(B) - sum(B offset ${time}s)`, off: [-2, -0.9] },
    ],
    [
      "minute by minute, over a gap",
      {
        trouble: MIDDAY,
        query: (time) => `sum_over_time(sum(increase(B[1m]))[${time}s:1m])`,
        off: [-0.3, -0.2],
      },
    ],
    [
      "from the alert on",
      { trouble: MIDDAY, query: (time) => `sum(increase(B[${time - 2573}s]))`, off: [-0.99, -0.9] },
    ],
    [
      "from half an hour before until half an hour after",
      {
        trouble: MIDDAY,
        query: (time) => `sum(increase(B[${time + HOUR}s] offset -30m))`,
        off: [0.01, 0.1],
      },
    ],
  ])("is far from what others count: %s", async (_, { trouble, query, off: [least, most] }) => {
    const naive = query(trouble.end - trouble.start).replaceAll(
      "B",
      'http_requests_total{code="500"}',
    );
    const { data } = await prometheus.instant(naive, EPOCH + trouble.end);
    const off = (data[0]?.value ?? Number.NaN) / truth(MONTH, trouble.start, trouble.end).bad - 1;

    expect(off).toBeGreaterThan(least);
    expect(off).toBeLessThan(most);
  });

  it("is of a budget that an average of ratios takes for far more used than it is", async () => {
    const end = PEAK.end + HOUR;
    const ratio =
      'sum(rate(http_requests_total{code="500"}[5m])) / (sum(rate(http_requests_total[5m])) > 0)';
    const { data } = await prometheus.instant(`avg_over_time((${ratio})[30d:5m])`, EPOCH + end);
    const { remaining } = await readBudget(prometheus, promised(), EPOCH + end);
    const { bad, total } = truth(MONTH, end - 30 * DAY, end);
    const used = shareOfEvents({ bad, total }, TARGET) ?? Number.NaN;

    expect(Math.abs((1 - (remaining ?? 0)) / used - 1)).toBeLessThan(0.005);
    expect((data[0]?.value ?? 0) / 0.001 / used).toBeGreaterThan(1.2);
  });

  it("is far from what time alone would say, by night and by day", async () => {
    const window = 30 * DAY;
    function byTime({ start, end, ratio }: Trouble): number {
      return (ratio * (end - start)) / (0.001 * window);
    }

    expect(byTime(NIGHT) / trueShare(NIGHT, window)).toBeGreaterThan(5);
    expect(byTime(PEAK) / trueShare(PEAK, window)).toBeLessThan(0.7);
  });

  it("is shown while it grows, with what is left and how long that lasts", async () => {
    const live = await readBudget(prometheus, promised(), EPOCH + PEAK.start + 20 * MINUTE);
    const { bad, total } = truth(MONTH, PEAK.end - 30 * DAY, PEAK.start + 20 * MINUTE);
    const left = 1 - (shareOfEvents({ bad, total }, TARGET) ?? Number.NaN);

    expect(live.burn).toBeCloseTo(350, 0);
    expect(live.remaining).toBeCloseTo(left, 2);
    expect(budgetLine({ ...live, used: 0.31 })).toMatch(
      /^checkout requests 99\.9 %\/30d: burning 350x now, this incident has used 31 % of the budget, (?:\d|\.)+ % left, gone in \d+ min at this rate$/,
    );
  });

  it("is estimated when history is shorter than the window", async () => {
    const { share } = await measure(PEAK, promised("http_requests_total", 90));
    const { bad } = truth(MONTH, PEAK.start, PEAK.end);
    const { total } = truth(MONTH, 0, PEAK.end);
    const expected = shareOfEvents({ bad, total: (total * 90 * DAY) / PEAK.end }, TARGET);

    expect(share.quality).toBe("estimated");
    expect(share.notes).toEqual([expect.stringMatching(/^Estimated from 31(?:\.\d)? days/)]);
    expect(Math.abs((share.share ?? 0) / (expected ?? 0) - 1)).toBeLessThan(0.05);
  });

  it("is estimated by time when only a ratio is known", async () => {
    const ratio = `sum(rate(http_requests_total{code="500"}[{{.window}}])) / sum(rate(http_requests_total[{{.window}}]))`;
    const { share } = await measure(NIGHT, {
      ...promised(),
      indicator: { kind: "ratio", errorRatio: ratio },
    });

    expect(share.quality).toBe("estimated");
    expect(share.share).toBeCloseTo((20 * MINUTE) / (0.001 * 30 * DAY), 1);
  });

  it("is nothing where the budget never burnt too fast, and unknown where there is no metric", async () => {
    const calm = troubleAt(20 * DAY, 10 * MINUTE, 0);

    expect(await measure(calm)).toMatchObject({ impact: null, share: { share: 0 } });
    expect(await measure(NIGHT, promised("nobody_counts_this"))).toMatchObject({
      impact: null,
      share: { quality: "unavailable", share: null },
    });
    const impact = { start: EPOCH + NIGHT.start, end: EPOCH + NIGHT.end };
    const asked = { labels: {}, about: impact.start, until: impact.end, impact };
    const given = { objective: promised("nobody_counts_this"), ...asked };
    expect((await measureShare(prometheus, given)).share).toMatchObject({
      quality: "unavailable",
      share: null,
    });
  });
});
