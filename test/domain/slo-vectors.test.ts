import { readFileSync } from "node:fs";
import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { alertPairs, factorOf, secondsUntilNoticed } from "#domain/objective/alert-pairs.ts";
import {
  budgetMinutes,
  budgetOf,
  highestBurn,
  remainingOf,
  secondsUntilGone,
  shareOfEvents,
  shareOfTime,
} from "#domain/objective/budget.ts";
import { parsePrometheusDuration } from "#domain/objective/prometheus-duration.ts";

const Windows = z.record(z.string(), z.number());
const Vectors = z.object({
  factors: z.array(
    z.object({
      fraction: z.string(),
      longSeconds: z.number(),
      window: z.string(),
      factor: z.number(),
    }),
  ),
  objectives: z.array(
    z.object({
      objective: z.string(),
      budget: z.string(),
      budgetMinutes: Windows,
      highestBurn: z.number(),
      minutesUntilGoneInOutage: z.number(),
      percentUsedByOneHourOfOutage: Windows,
      outageSecondsThatUse20Percent: Windows.optional(),
    }),
  ),
  thresholds: z.array(
    z.object({ objective: z.string(), thresholds: z.array(z.string().nullable()) }),
  ),
  detection: z.array(z.object({ objective: z.string(), secondsAtOutage: z.array(z.number()) })),
  steadyTraffic: z.array(
    z.object({ errorRatio: z.number(), minutes: z.number(), percent: Windows }),
  ),
  untilGone: z.array(z.object({ remaining: z.number(), burn: z.number(), hours: z.number() })),
  events: z.array(z.object({ total: z.number(), bad: z.number(), percent: z.number().nullable() })),
  timeWeighted: z.array(
    z.object({ errorRatio: z.number(), minutes: z.number(), percent: z.number() }),
  ),
});

const FILE = process.env["SLO_VECTORS"] ?? new URL("../fixtures/slo-vectors.json", import.meta.url);
const vectors = Vectors.parse(JSON.parse(readFileSync(FILE, "utf8")));
const USUAL = targetOf("99.9");
const MONTH = secondsOf("30d");

function targetOf(percent: string): Big {
  return new Big(percent).div(100);
}

function secondsOf(window: string): number {
  return parsePrometheusDuration(window) ?? Number.NaN;
}

function percentOf(share: number | null): number {
  return (share ?? Number.NaN) * 100;
}

function rounded(share: number | null): number | null {
  return share === null ? null : Number(share.toFixed(4));
}

describe("factors follow from the window", () => {
  it.each(vectors.factors)("$fraction in $longSeconds s of $window", (vector) => {
    const factor = factorOf(vector.fraction, vector.longSeconds, secondsOf(vector.window));

    expect(factor.toNumber()).toBeCloseTo(vector.factor, 8);
  });
});

describe.each(vectors.objectives)("an objective of $objective %", (vector) => {
  const target = targetOf(vector.objective);

  it("has its budget, exactly", () => {
    expect(budgetOf(target).toString()).toBe(vector.budget);
    expect(highestBurn(target).toNumber()).toBe(vector.highestBurn);
  });

  it.each(Object.entries(vector.budgetMinutes))("has its minutes in %s", (window, minutes) => {
    expect(budgetMinutes(target, secondsOf(window)).toNumber()).toBe(minutes);
  });

  it("is gone when everything fails for so long", () => {
    const seconds = secondsUntilGone(1, vector.highestBurn, MONTH);

    expect((seconds ?? Number.NaN) / 60).toBeCloseTo(vector.minutesUntilGoneInOutage, 6);
  });

  it.each(Object.entries(vector.percentUsedByOneHourOfOutage))(
    "loses so much in an hour of outage, of %s",
    (window, percent) => {
      const share = shareOfTime(1, 3600, secondsOf(window), target);

      expect(percentOf(share)).toBeCloseTo(percent, 3);
    },
  );

  it.each(Object.entries(vector.outageSecondsThatUse20Percent ?? {}))(
    "loses a fifth in so many seconds of outage, of %s",
    (window, seconds) => {
      const share = shareOfTime(1, seconds, secondsOf(window), target);

      expect(percentOf(share)).toBeCloseTo(20, 6);
    },
  );
});

describe("thresholds of 30 days", () => {
  it.each(vectors.thresholds)("for $objective %, exactly", ({ objective, thresholds }) => {
    const { reachable, unreachable } = alertPairs(targetOf(objective), MONTH);

    expect(reachable.map(({ threshold }) => threshold.toString())).toEqual(
      thresholds.filter((threshold) => threshold !== null),
    );
    expect(unreachable).toHaveLength(thresholds.filter((threshold) => threshold === null).length);
  });

  it.each(vectors.detection)("notice an outage of $objective % in time", (vector) => {
    const { reachable } = alertPairs(targetOf(vector.objective), MONTH);
    const seconds = reachable.map((pair) => secondsUntilNoticed(pair, 1));

    expect(seconds).toEqual(vector.secondsAtOutage.map((value) => expect.closeTo(value, 6)));
  });
});

describe("shares of the budget of 99.9 %", () => {
  it.each(vectors.steadyTraffic)("$errorRatio for $minutes min", (vector) => {
    for (const [window, percent] of Object.entries(vector.percent)) {
      const share = shareOfTime(vector.errorRatio, vector.minutes * 60, secondsOf(window), USUAL);
      expect(percentOf(share)).toBeCloseTo(percent, 4);
    }
  });

  it.each(vectors.events)("$bad bad of $total", ({ percent, ...events }) => {
    const share = shareOfEvents(events, USUAL);
    const rest = remainingOf(events, USUAL);

    const expected = percent === null ? null : percent / 100;

    expect(rounded(share)).toBe(rounded(expected));
    expect(rounded(rest)).toBe(rounded(expected === null ? null : 1 - expected));
  });

  it.each(vectors.timeWeighted)("$errorRatio for $minutes min, by time", (vector) => {
    const share = shareOfTime(vector.errorRatio, vector.minutes * 60, MONTH, USUAL);

    expect(percentOf(share)).toBeCloseTo(vector.percent, 4);
  });

  it.each(vectors.untilGone)("$remaining left at $burn", ({ remaining, burn, hours }) => {
    const seconds = secondsUntilGone(remaining, burn, MONTH);

    expect((seconds ?? Number.NaN) / 3600).toBeCloseTo(hours, 6);
  });

  it("are never gone when nothing burns, and are gone when nothing is left", () => {
    expect(secondsUntilGone(1, 0, MONTH)).toBeNull();
    expect(secondsUntilGone(1, Number.NaN, MONTH)).toBeNull();
    expect(secondsUntilGone(-0.1, 3, MONTH)).toBeNull();
  });
});

describe("a duration of Prometheus", () => {
  it.each<[string, number | null]>([
    ["30d", 2_592_000],
    ["4w", 2_419_200],
    ["1h30m", 5400],
    ["0s", null],
    ["", null],
    ["30", null],
    ["1m1h", null],
    ["P30D", null],
  ])("%j", (text, seconds) => {
    expect(parsePrometheusDuration(text)).toBe(seconds);
  });
});
