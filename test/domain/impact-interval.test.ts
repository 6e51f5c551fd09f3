import { describe, expect, it } from "vitest";
import { findImpacts, type RatioPoint, wholeOf } from "#domain/objective/impact-interval.ts";

const MINUTE = 60;
const HOUR = 60;

/** A point each minute, too bad in the spans of minutes that are given. */
function minutes(
  until: number,
  bad: readonly (readonly [number, number])[],
): readonly RatioPoint[] {
  return Array.from({ length: until + 1 }, (_, minute) => {
    const isBad = bad.some(([from, to]) => minute >= from && minute <= to);
    return { at: minute * MINUTE, ratio: isBad ? 0.5 : 0 };
  });
}

/** Spans in minutes; each begins five minutes before its first point, which looks back so far. */
function found(
  bad: readonly (readonly [number, number])[],
  about: number,
  until: number,
): readonly (readonly [number, number])[] {
  const search = { budget: 0.001, about: about * MINUTE, until: until * MINUTE };
  const impacts = findImpacts(minutes(until, bad), search);
  return impacts.map(({ start, end }) => [start / MINUTE + 5, end / MINUTE] as const);
}

describe("when it hurt", () => {
  it.each<
    [string, readonly (readonly [number, number])[], number, readonly (readonly [number, number])[]]
  >([
    ["never, when nothing was too bad", [], 60, []],
    ["the time that holds the first alert", [[50, 70]], 60, [[50, 70]]],
    [
      "one time, when it broke off for ten minutes",
      [
        [50, 60],
        [70, 80],
      ],
      55,
      [[50, 80]],
    ],
    [
      "every time from then on",
      [
        [50, 52],
        [80, 110],
        [200, 210],
      ],
      51,
      [
        [50, 52],
        [80, 110],
        [200, 210],
      ],
    ],
    [
      "not what was over long before",
      [
        [10, 20],
        [200, 220],
      ],
      205,
      [[200, 220]],
    ],
    [
      "not what was over long before, though it began after the first alert",
      [
        [10, 20],
        [200, 220],
      ],
      190,
      [[200, 220]],
    ],
    [
      "what was over shortly before, and what followed",
      [
        [100, 110],
        [200, 220],
      ],
      190,
      [
        [100, 110],
        [200, 220],
      ],
    ],
    ["what was over long before, when nothing came after", [[10, 20]], 190, [[10, 20]]],
    ["up to now, while it goes on", [[200, 237]], 205, [[200, 240]]],
  ])("is %s", (_, bad, about, expected) => {
    expect(found(bad, about, 240)).toEqual(expected);
  });

  it("is at most twelve times: shorter breaks are bridged before longer ones", () => {
    const often = Array.from({ length: 16 }, (_, index) => [index * 15, index * 15 + 2] as const);
    const late = [10 * HOUR, 10 * HOUR + 5] as const;

    expect(found([...often, late], 1, 11 * HOUR)).toEqual([[0, 227], [...late]]);
  });

  it("is as a whole from the first to the last of them", () => {
    const [one, two] = [
      { start: 1, end: 2 },
      { start: 5, end: 9 },
    ];

    expect(wholeOf([one, two])).toEqual({ start: 1, end: 9 });
    expect(wholeOf([])).toBeNull();
  });
});
