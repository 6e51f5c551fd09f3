import { describe, expect, it } from "vitest";
import { closestName } from "#domain/configuration/did-you-mean.ts";

describe("closestName", () => {
  it.each([
    ["a missing letter", "polcies", ["people", "policies"], "policies"],
    ["a letter too many", "teamm", ["team", "name"], "team"],
    ["two letters swapped", "dealy", ["notify", "delay"], "delay"],
    ["other capitals", "Slack", ["slack", "email"], "slack"],
    ["nothing that is close", "urgency", ["notify", "delay"], null],
    ["two that are equally close", "SEV5", ["SEV1", "SEV2"], null],
    ["a short word that is mostly wrong", "id", ["ab"], null],
    ["nothing to choose from", "team", [], null],
    ["a word of which no list is kept", "x".repeat(100_000), ["x".repeat(99_999)], null],
  ])("for %s", (_, mistyped, known, expected) => {
    expect(closestName(mistyped, known)).toBe(expected);
  });
});
