import { describe, expect, it } from "vitest";
import { patienceFor, pauseAfter } from "#domain/objective/retry-share.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

describe("how long a share is asked for", () => {
  it.each<[string, number | null, number, number]>([
    ["a week where retention is not known", null, 30, 7],
    ["a week where everything is kept for long", 400, 30, 7],
    ["until the beginning of the window is forgotten", 33, 30, 3],
    ["a day where the whole window is never kept", 15, 30, 1],
  ])("is %s", (_, retention, window, days) => {
    const kept = retention === null ? null : retention * DAY;

    expect(patienceFor({ retention: kept, window: window * DAY })).toBe(days * DAY);
  });

  it.each([
    [0, 0],
    [10 * 60, 60],
    [5 * HOUR, HOUR / 2],
    [3 * DAY, HOUR],
  ])("pauses longer the longer it lasts: after %d s for %d s", (since, pause) => {
    expect(pauseAfter(since)).toBe(pause);
  });
});
