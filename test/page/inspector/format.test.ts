import { describe, expect, it } from "vitest";
import { clockTime, duration, pace, share } from "#sandbox/page/inspector/format.ts";

describe("times", () => {
  it("are told to the millisecond, in the given zone", () => {
    expect(clockTime("2026-06-01T22:03:04.005Z", "Europe/Berlin")).toBe("00:03:04.005");
  });

  it.each([
    [0, "<1 ms"],
    [12, "12 ms"],
    [999, "999 ms"],
    [3200, "3.2 s"],
  ])("of %i milliseconds read %s", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it.each([
    [0, 0, "quick"],
    [1000, 0.86, "slow"],
    [3000, 1, "late"],
    [60_000, 1, "late"],
  ])("of %i milliseconds fill %d of the bar and are %s", (ms, filled, how) => {
    expect(share(ms)).toBeCloseTo(filled, 2);
    expect(pace(ms)).toBe(how);
  });
});
