import { describe, expect, it } from "vitest";
import { knowsLess } from "#domain/objective/better-share.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import { shareByHand } from "#domain/objective/share-by-hand.ts";
import { shareFormula } from "#domain/objective/share-formula.ts";
import { objective } from "#test/support/objective.ts";

const MEASURED: IncidentShare = {
  quality: "measured",
  share: 52_120.3 / 142_560,
  remainingBefore: 0.72,
  remainingAfter: 0.36,
  bad: 52_120.3,
  total: 148_915,
  notes: [],
};

describe("a share that people give", () => {
  it.each([
    [100, 20, 0.462963],
    [100, 10, 0.231481],
    [10, 30, 0.069444],
    [0, 30, 0],
  ])("of %d % for %d minutes is counted by time", (percent, minutes, share) => {
    const given = shareByHand({ percent, minutes }, objective());

    expect(given.quality).toBe("manual");
    expect(given.share).toBeCloseTo(share, 6);
    expect(given.notes.join(" ")).toContain(`${percent} % of all for ${minutes} minutes`);
  });
});

describe("how a share is computed", () => {
  it.each<[string, Partial<IncidentShare>, string]>([
    ["measured", {}, "52,120 failed ÷ (0.001 × 142,560,000 events of 30d) = 36.6 %"],
    ["nothing", { share: 0, bad: null }, "failed ÷ (0.001 × all events of 30d) = 0 %"],
    ["by hand", { quality: "manual", bad: null }, "share of failures × length ÷ (0.001 × 30d)"],
    ["unknown", { quality: "unavailable", share: null }, "Not known, so nothing is computed."],
  ])("is told: %s", (_, more, words) => {
    expect(shareFormula({ ...MEASURED, ...more }, objective())).toContain(words);
  });
});

describe("a share that is asked for once more", () => {
  it.each<[IncidentShare["quality"], IncidentShare["quality"], boolean]>([
    ["estimated", "measured", true],
    ["unavailable", "estimated", true],
    ["measured", "measured", false],
    ["measured", "estimated", false],
    ["estimated", "unavailable", false],
  ])("%s after %s counts for less: %s", (later, known, expected) => {
    expect(knowsLess({ quality: later }, { quality: known })).toBe(expected);
  });
});
