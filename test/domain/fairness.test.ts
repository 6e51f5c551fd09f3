import { describe, expect, it } from "vitest";
import type { Shift } from "#domain/schedule/layer.ts";
import { fairness, type Load } from "#domain/shift/fairness.ts";
import { monthName, monthSpan, parseMonth } from "#domain/shift/month.ts";

type Times = readonly [start: string, end: string];

function berlin(): string {
  return "Europe/Berlin";
}

function shift(person: string, [start, end]: Times): Shift {
  return { person, start: Date.parse(start), end: Date.parse(end) };
}

/** What October 2026 asked of Ann; the clocks went back on Sunday, the 25th, at 3:00. */
function ofAnn(
  times: readonly Times[],
  pages: readonly (readonly [incident: number, at: string])[] = [],
  zoneOf = berlin,
): Partial<Load> {
  const { loads } = fairness({
    span: monthSpan("2026-10", "Europe/Berlin"),
    shifts: times.map((one) => shift("ann", one)),
    pages: pages.map(([incident, at]) => ({ person: "ann", incident, at: Date.parse(at) })),
    zoneOf,
  });
  return loads[0] ?? {};
}

describe("the hours of a person's month", () => {
  it.each<[string, Times[], Partial<Load>]>([
    [
      "a working day and its night",
      [["2026-10-07T09:00+02:00", "2026-10-08T09:00+02:00"]],
      { hours: { business: 10, off: 4, sleep: 10 }, weight: 48, nights: 1, weekends: 0 },
    ],
    [
      "a weekend, with most of Friday's night",
      [["2026-10-10T00:00+02:00", "2026-10-12T00:00+02:00"]],
      { hours: { business: 0, off: 28, sleep: 20 }, nights: 2, weekends: 1 },
    ],
    [
      "one day of a weekend, which is half of it",
      [["2026-10-10T00:00+02:00", "2026-10-11T00:00+02:00"]],
      { nights: 1, weekends: 1 },
    ],
    [
      "the night that is an hour longer",
      [["2026-10-24T22:00+02:00", "2026-10-25T08:00+01:00"]],
      { hours: { business: 0, off: 0, sleep: 11 }, nights: 1, weekends: 0 },
    ],
    [
      "less than half of a night",
      [["2026-10-07T18:00+02:00", "2026-10-08T02:00+02:00"]],
      { hours: { business: 0, off: 4, sleep: 4 }, nights: 0 },
    ],
    [
      "two schedules at once",
      [
        ["2026-10-07T09:00+02:00", "2026-10-07T15:00+02:00"],
        ["2026-10-07T12:00+02:00", "2026-10-07T18:00+02:00"],
      ],
      { hours: { business: 9, off: 0, sleep: 0 } },
    ],
    [
      "the month's last night, which ends in the next",
      [["2026-10-31T22:00+01:00", "2026-11-01T08:00+01:00"]],
      { hours: { business: 0, off: 0, sleep: 2 }, nights: 1 },
    ],
    [
      "the night before the month, which is the last one's",
      [["2026-09-30T22:00+02:00", "2026-10-01T08:00+02:00"]],
      { hours: { business: 0, off: 0, sleep: 8 }, nights: 0 },
    ],
  ])("are told apart in %s", (_, times, expected) => {
    expect(ofAnn(times)).toMatchObject(expected);
  });

  it("go by the clock where the person lives", () => {
    const day: Times = ["2026-10-07T08:00+02:00", "2026-10-07T18:00+02:00"];

    expect(ofAnn([day], [], () => "America/New_York").hours).toEqual({
      business: 4,
      off: 0,
      sleep: 6,
    });
  });
});

describe("the pages of a person's month", () => {
  const WEEK: Times = ["2026-10-05T09:00+02:00", "2026-10-12T09:00+02:00"];

  it.each<[string, [number, string][], Partial<Load>]>([
    ["by day", [[1, "2026-10-06T12:00+02:00"]], { pages: 1, wakeUps: 0, busiest: 1 }],
    [
      "again and again for one incident",
      [
        [1, "2026-10-06T23:00+02:00"],
        [1, "2026-10-06T23:10+02:00"],
        [1, "2026-10-06T23:29+02:00"],
        [1, "2026-10-06T23:30+02:00"],
      ],
      { pages: 1, wakeUps: 2, busiest: 1 },
    ],
    [
      "three within twelve hours, and one after",
      [
        [1, "2026-10-06T12:00+02:00"],
        [2, "2026-10-06T13:00+02:00"],
        [3, "2026-10-06T23:59+02:00"],
        [4, "2026-10-07T00:01+02:00"],
      ],
      { pages: 4, wakeUps: 1, busiest: 3 },
    ],
    ["while somebody else was on call", [[1, "2026-10-13T12:00+02:00"]], { pages: 0, busiest: 0 }],
  ])("count those %s", (_, pages, expected) => {
    expect(ofAnn([WEEK], pages)).toMatchObject(expected);
  });
});

describe("the balance of a month", () => {
  const first: Times = ["2026-10-05T08:00+02:00", "2026-10-05T18:00+02:00"];
  const second: Times = ["2026-10-06T08:00+02:00", "2026-10-06T18:00+02:00"];
  const third: Times = ["2026-10-07T08:00+02:00", "2026-10-07T13:00+02:00"];

  it.each<[string, Shift[], number | null]>([
    ["nobody", [], null],
    ["one person", [shift("ann", first)], null],
    ["two alike", [shift("ann", first), shift("ben", second)], 1],
    ["one with half as much", [shift("ann", first), shift("ben", third)], 0.5],
    [
      "three, by the mean of their pairs",
      [shift("ann", first), shift("ben", second), shift("cleo", third)],
      (1 + 0.5 + 0.5) / 3,
    ],
  ])("of %s", (_, shifts, expected) => {
    const span = monthSpan("2026-10", "Europe/Berlin");
    expect(fairness({ span, shifts, pages: [], zoneOf: berlin }).balance).toBe(expected);
  });
});

describe("a month", () => {
  it.each([
    ["2026-10", "2026-10"],
    ["October", "2026-10"],
    ["nov", "2026-11"],
    ["december", "2025-12"],
    ["last", "2026-10"],
    ["2026-13", null],
    ["checkout", null],
    ["ma", null],
  ])("is read from %s in November 2026", (typed, month) => {
    expect(parseMonth(typed, "2026-11")).toBe(month);
  });

  it("goes from midnight to midnight by the zone's clock", () => {
    expect(monthSpan("2026-10", "Europe/Berlin")).toEqual({
      start: Date.parse("2026-10-01T00:00+02:00"),
      end: Date.parse("2026-11-01T00:00+01:00"),
    });
    expect(monthName("2026-10")).toBe("October 2026");
  });
});
