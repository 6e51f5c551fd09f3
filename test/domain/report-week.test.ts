import { describe, expect, it } from "vitest";
import { parseWeek, reportsAround, weekAt, weekSpan } from "#domain/learning/week.ts";
import { instant } from "#test/support/past.ts";

describe("a week", () => {
  it.each([
    ["2026-W47", "2026-W47"],
    ["2026-w07", "2026-W07"],
    ["last", "2026-W46"],
    ["this", "2026-W47"],
    ["2026-W53", "2026-W53"],
    ["2025-W53", null],
    ["2026-W00", null],
    ["47", null],
  ])("is read from %s", (typed, expected) => {
    expect(parseWeek(typed, "2026-W47")).toBe(expected);
  });

  it("begins and ends at midnight of the zone, and is an hour longer when clocks go back", () => {
    const { start, end } = weekSpan("2026-W43", "Europe/Berlin");

    expect([start, end]).toEqual([instant("2026-10-18T22:00"), instant("2026-10-25T23:00")]);
    expect(weekSpan("2026-W43", "utc", 4).start).toBe(instant("2026-09-28"));
  });

  it("is the one that the zone's calendar shows", () => {
    expect(weekAt(instant("2026-11-22T16:00"), "Asia/Tokyo")).toBe("2026-W48");
    expect(weekAt(instant("2027-01-03T12:00"), "utc")).toBe("2026-W53");
  });

  it.each([
    ["Monday before nine", "2026-11-23T08:59+01:00", "2026-W46", "2026-11-23T08:00"],
    ["Monday at nine", "2026-11-23T09:00+01:00", "2026-W47", "2026-11-30T08:00"],
    ["Sunday", "2026-11-29T23:00+01:00", "2026-W47", "2026-11-30T08:00"],
    [
      "the Sunday on which clocks go back",
      "2026-10-25T12:00+01:00",
      "2026-W42",
      "2026-10-26T08:00",
    ],
  ])("is told from Monday at nine on: on %s", (_, now, week, next) => {
    const time = { day: 1, at: 9 * 3_600_000, zone: "Europe/Berlin" };

    const around = reportsAround(instant(now), time);

    expect([around.week, around.next]).toEqual([week, instant(next)]);
    expect(around.due).toBeLessThanOrEqual(instant(now));
  });
});
