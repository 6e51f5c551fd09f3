import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { renderFacts } from "#documents/postmortem.ts";
import { SAMPLE } from "#documents/sample-facts.ts";
import { builtIn } from "#documents/templates.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { budgetChart } from "#test/support/budget-chart.ts";

const AT = DateTime.fromISO("2026-03-28T22:30:00Z", { zone: "utc" });

describe("facts", () => {
  it("never look like zero where nothing is known", () => {
    const [budget] = SAMPLE.budgets.kind === "known" ? SAMPLE.budgets.value : [];
    if (budget === undefined) throw new Error("the sample has a budget");
    const nothing = {
      share: null,
      before: null,
      after: null,
      failed: null,
      total: null,
      impact: null,
    };
    const notes = ["Prometheus has no counts for that time."];
    const unknown = { ...budget, ...nothing, quality: "unavailable", notes } as const;

    const words = block({ ...SAMPLE, budgets: { kind: "known", value: [unknown] } }, "impact");

    expect(words).toContain(
      "| checkout availability 99.9 %/30d | not known | not known | not known | not known | unavailable: Prometheus has no counts for that time. |",
    );
    expect(words).toContain("when it hurt was not found in the metric");
  });

  it.each([
    ["impact", "What it used of error budgets is not known: no objective of the service is known."],
    ["timeline", "Nothing was written down."],
    ["mitigations", "No mitigation was written down."],
    ["changes", "Muster was told of no change to the service after 2026-01-04 03:00 UTC."],
    ["follow-ups", "No follow-up was decided."],
    ["alerts", "No alert belonged to it."],
    ["pages", "Nobody was paged."],
    ["charts", "No error budget was drawn for it."],
    ["updates", "No update was sent."],
    ["notes", "No note was taken and no message kept."],
    ["runbook", "- **Runbook:** none was found for these alerts\n- **Dashboard:** none is known"],
  ])("say so where there is nothing of them: %s", (id, words) => {
    const nothing: PostmortemFacts = {
      ...SAMPLE,
      budgets: { kind: "unknown", reason: "no objective of the service is known" },
      timeline: [],
      mitigation: [],
      changes: [],
      followUps: [],
      alerts: [],
      charts: [],
      updates: [],
      runbook: null,
      dashboard: null,
      pages: { all: [], sent: 0, outOfHours: 0, atNight: 0 },
    };

    expect(block(nothing, id)).toContain(words);
  });

  it("tell of a chart in words, and show it where it stands as a file", () => {
    const charts = [{ id: "checkout-requests", chart: budgetChart(), takenAt: AT }];
    const facts = { ...SAMPLE, charts };
    const images = [{ id: "checkout-requests", alt: "36.6 % [used]", src: "images/a (1).svg" }];
    const template = builtIn("default");

    const shown = renderFacts({ facts, prose: new Map(), template, zone: "UTC", images }, "charts");

    expect(block(facts, "charts")).toMatch(
      /^checkout requests 99\.9 %\/30d, 2026-11-21 12:00 UTC to 2026-11-21 14:00 UTC: it burnt up to 350 times faster than allowed; 35\.7 % was left\./,
    );
    expect(shown).toMatch(
      /^!\[36\.6 % \\\[used\\\]\]\(images\/a%20%281%29\.svg\)\n\ncheckout requests/,
    );
  });

  it("are none for parts that people write", () => {
    expect(
      renderFacts(
        { facts: SAMPLE, prose: new Map(), template: builtIn("default"), zone: "UTC" },
        "summary",
      ),
    ).toBeNull();
  });
});

function block(facts: PostmortemFacts, id: string, zone = "UTC"): string {
  return renderFacts({ facts, prose: new Map(), template: builtIn("default"), zone }, id) ?? "";
}
