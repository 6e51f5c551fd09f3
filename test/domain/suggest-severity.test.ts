import { Big } from "big.js";
import { describe, expect, it } from "vitest";
import { type BurnFact, suggestSeverity } from "#domain/objective/suggest-severity.ts";
import type { Severity } from "#domain/severity.ts";

const DAY = 86_400;

function fact(more: Partial<BurnFact> & { readonly target?: string } = {}): BurnFact {
  const { target = "0.999", ...rest } = more;
  const objective = {
    service: "checkout",
    name: "requests",
    target: new Big(target),
    window: 30 * DAY,
  };
  return { objective, burn: 20, untilGone: 30 * 3600, used: 0.05, firing: "page", ...rest };
}

describe("the severity that an error budget suggests", () => {
  it.each<[string, Parameters<typeof fact>[0], Severity | null]>([
    ["what pages quickly", { burn: 14.5 }, "SEV2"],
    ["what stays at that limit", { burn: 14.4 }, "SEV3"],
    ["what pages slowly", { burn: 6.1 }, "SEV3"],
    ["what stays at the slow limit", { burn: 6 }, null],
    ["a budget that would be gone within five hours", { burn: 144 }, "SEV1"],
    ["a bit less", { burn: 143.9 }, "SEV2"],
    ["what is left being gone within the hour", { burn: 20, untilGone: 3600 }, "SEV1"],
    ["what is left being gone a second later", { burn: 20, untilGone: 3601 }, "SEV2"],
    ["the same at a slow burn", { burn: 7, untilGone: 60 }, "SEV3"],
    ["half of everything failing at 99 %", { target: "0.99", burn: 50 }, "SEV1"],
    ["a third of everything failing at 99 %", { target: "0.99", burn: 33 }, "SEV2"],
    ["a promise that no page can watch over", { target: "0.8", burn: 5 }, null],
    ["two failed requests, and no alert", { burn: 1000, firing: null, used: 0.001 }, null],
    ["no alert, but two hundredths gone", { burn: 1000, firing: null, used: 0.02 }, "SEV1"],
    ["no alert, and nothing measured", { burn: 1000, firing: null, used: null }, null],
    ["an alert, and no number", { burn: null }, "SEV3"],
    ["a ticket, and no number", { burn: null, firing: "ticket" }, null],
  ])("for %s is as the table says", (_, more, expected) => {
    expect(suggestSeverity([fact(more)], "SEV4")?.severity ?? null).toBe(expected);
  });

  it("is the worst of all, with its numbers", () => {
    const facts = [fact({ burn: 7 }), fact({ burn: 350.4 }), fact({ burn: 20 })];

    expect(suggestSeverity(facts, "SEV3")).toEqual({
      severity: "SEV1",
      reason: "checkout requests burns 350x: a whole error budget would be gone in 2 h",
    });
  });

  it.each<[Severity, Severity | null]>([
    ["SEV1", null],
    ["SEV2", null],
    ["SEV3", "SEV2"],
  ])("is none where it is %s already", (now, expected) => {
    expect(suggestSeverity([fact()], now)?.severity ?? null).toBe(expected);
  });
});
