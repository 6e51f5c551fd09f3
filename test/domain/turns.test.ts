import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placedTurns } from "#domain/schedule/turns.ts";
import { DAY, parseWallTime, resolve } from "#domain/schedule/wall-time.ts";
import { runs } from "#test/support/property-runs.ts";

const HOUR = DAY / 24;

const turning = fc.record({
  zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
  anchor: fc
    .integer({ min: 0, max: 14 * 48 })
    .map((half) => parseWallTime("2025-01-01T00:00") + half * (HOUR / 2)),
  every: fc.record({
    n: fc.constantFrom(1, 2, 5, 7, 8, 12, 13, 36, 100),
    unit: fc.constantFrom("hours", "days", "weeks", "months"),
  }),
  windows: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
      from: fc.integer({ min: 0, max: 47 }).map((half) => half * (HOUR / 2)),
      to: fc.integer({ min: 1, max: 48 }).map((half) => half * (HOUR / 2)),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  advance: fc.constant("on_shift" as const),
});

describe("turns that count only with a window", () => {
  it("have the same place whether they are counted one by one from the anchor or not", () => {
    fc.assert(
      fc.property(turning, fc.integer({ min: 1, max: 700 }), (one, days) => {
        const anchor = resolve(one.anchor, one.zone);
        const late = { start: anchor + days * DAY, end: anchor + (days + 3) * DAY };

        const oneByOne = placedTurns(one, { start: anchor, end: late.end });

        const expected = oneByOne.filter(({ turn }) => turn.end > late.start);
        expect(placedTurns(one, late)).toEqual(expected);
      }),
      runs(100),
    );
  });
});
