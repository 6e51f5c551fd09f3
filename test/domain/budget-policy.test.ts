import { Duration } from "luxon";
import { describe, expect, it } from "vitest";
import {
  BudgetPolicy,
  followFreeze,
  judgePostmortem,
  NOT_FROZEN,
} from "#domain/objective/budget-policy.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";

const USUAL = BudgetPolicy.parse({});
const HOUR = 3_600_000;

function used(share: number | null, remainingAfter: number | null = 0.5): IncidentShare {
  const notes = share === null ? ["Prometheus has no counts for that time."] : [];
  const quality = share === null ? "unavailable" : "measured";
  return { quality, share, remainingBefore: null, remainingAfter, bad: null, total: null, notes };
}

describe("a postmortem", () => {
  it.each<[string, readonly IncidentShare[], string, RegExp]>([
    [
      "is not needed at exactly a fifth",
      [used(0.2)],
      "not-required",
      /^It used at most 20 % \(a0\)/,
    ],
    [
      "is needed above it",
      [used(0.200001)],
      "required",
      /^It used 20 % of the error budget of a0, more than 20 %/,
    ],
    [
      "is needed for any of several",
      [used(0.01), used(0.366)],
      "required",
      /36\.6 % of the error budget of a1/,
    ],
    [
      "is needed when the budget is gone",
      [used(0.05, 0)],
      "required",
      /^Nothing is left of the error budget of a0/,
    ],
    [
      "is not needed by who did not use a budget that is gone",
      [used(0, -1)],
      "not-required",
      /0 %/,
    ],
    [
      "is for people to decide when nothing is known",
      [used(null)],
      "undetermined",
      /^a0: Prometheus has no counts/,
    ],
    ["is needed although another share is not known", [used(null), used(0.5)], "required", /50 %/],
    ["is not needed where no objective is concerned", [], "not-required", /^No objective/],
  ])("%s", (_, shares, kind, reason) => {
    const facts = shares.map((share, at) => ({ objective: `a${at}`, share }));
    const verdict = judgePostmortem(USUAL, { severity: "SEV2", facts });

    expect(verdict.kind).toBe(kind);
    expect(verdict.reason).toMatch(reason);
  });

  it("is needed for every incident of a severity that the policy names", () => {
    const policy = BudgetPolicy.parse({ postmortem: { severities: ["SEV1"] } });
    const facts = [{ objective: "a", share: used(null) }];

    expect(judgePostmortem(policy, { severity: "SEV1", facts }).kind).toBe("required");
    expect(judgePostmortem(policy, { severity: "SEV2", facts }).kind).toBe("undetermined");
  });
});

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
