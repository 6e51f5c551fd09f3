import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import { followFreeze, NOT_FROZEN } from "#domain/objective/budget-policy.ts";

const HOUR = 3_600_000;

describe("a freeze", () => {
  it("begins when the budget is gone, and ends when some of it was left for a day", () => {
    const looks: readonly [number, number | null][] = [
      [0, 0.1],
      [1, 0],
      [2, 0.01],
      [20, null],
      [21, -0.01],
      [22, 0.02],
      [45, 0.02],
      [46, 0.02],
    ];
    const leaveAfter = Duration.fromISO("P1D");
    let freeze = NOT_FROZEN;
    const frozen = looks.map(([hours, remaining]) => {
      freeze = followFreeze(freeze, remaining, { now: hours * HOUR, leaveAfter });
      return freeze.frozen;
    });

    expect(frozen).toEqual([false, true, true, true, true, true, true, false]);
  });
});
