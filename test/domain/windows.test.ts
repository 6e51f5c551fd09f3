import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DAY } from "#domain/schedule/wall-time.ts";
import { isOpenAt, openIn } from "#domain/schedule/windows.ts";
import { runs } from "#test/support/property-runs.ts";

const HOUR = DAY / 24;
const YEAR = { min: Date.parse("2026-01-01T00:00Z"), max: Date.parse("2027-01-01T00:00Z") };

it("windows are open at an instant when a stretch of time around it says so", () => {
  const someWindow = fc.record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    // Between 4:00 and 24:00 no clock of these zones changes.
    from: fc.integer({ min: 4, max: 23 }).map((hour) => hour * HOUR),
    to: fc.integer({ min: 4, max: 24 }).map((hour) => hour * HOUR),
  });
  const someZone = fc.constantFrom("utc", "Europe/Berlin", "America/New_York", "Asia/Tokyo");

  fc.assert(
    fc.property(someWindow, someZone, fc.integer(YEAR), (window, zone, at) => {
      const around = openIn([window], zone, { start: at, end: at + 1 });

      expect(isOpenAt([window], zone, at)).toBe(around.length > 0);
    }),
    runs(100),
  );
});
