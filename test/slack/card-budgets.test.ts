import { describe, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { IncidentBudget } from "#engine/incident/incident-budgets.ts";
import { budgetSection } from "#slack/views/card/budgets.ts";
import type { ShareVersion } from "#store/budget/shares.ts";
import { at } from "#test/support/build.ts";
import { facts, resolved, triggered } from "./facts.ts";

const COUNTED: IncidentShare = {
  quality: "measured",
  share: 0.366,
  remainingBefore: 0.723,
  remainingAfter: 0.357,
  bad: 52_120.3,
  total: 148_915,
  notes: [],
};

function measured(
  share: Partial<IncidentShare> = {},
  phase: ShareVersion["phase"] = "live",
): ShareVersion {
  return {
    id: 1,
    incident: IncidentId.parse(42),
    objective: "checkout-requests",
    phase,
    impact: { start: at("09:55"), end: at("10:20") },
    share: { ...COUNTED, ...share },
    measuredAt: at("10:01"),
    asked: [],
    given: null,
    withdrawnAt: null,
    attempts: [],
  };
}

function budget(more: Partial<IncidentBudget> = {}): IncidentBudget {
  const known = more.measured === undefined ? measured() : more.measured;
  return {
    id: "checkout-requests",
    objective: { service: "checkout", name: "requests", target: "99.9" },
    window: "30d",
    burn: 350,
    remaining: 0.357,
    untilGone: 44 * 60,
    used: known?.share.share ?? null,
    readAt: at("10:00"),
    error: null,
    carried: null,
    sharedWith: [],
    ...more,
    measured: known,
  };
}

function words(
  incident: Parameters<typeof facts>[0],
  ...budgets: readonly IncidentBudget[]
): string {
  const [block] = budgetSection(facts(incident, { budgets }));
  return block?.type === "section" ? (block.text?.text ?? "") : "";
}

describe("error budgets on the card", () => {
  it("say how fast they burn, what the incident used, what is left, and how long that lasts", () => {
    expect(words(triggered(), budget())).toBe(
      "*Error budget*\ncheckout requests 99.9 %/30d: burning 350x now, this incident has used 36.6 % of the budget, 35.7 % left, gone in 44 min at this rate, 52,120 of 148,915 failed",
    );
  });

  it.each<[string, Partial<IncidentBudget>, string]>([
    ["how old they are", { readAt: at("09:49") }, "(12 min ago; Prometheus does not answer)"],
    [
      "why they were never read",
      { readAt: null, error: "Prometheus: it cannot be reached" },
      "it cannot be reached",
    ],
    [
      "that they are estimated",
      { measured: measured({ quality: "estimated", notes: ["From 9 days."] }) },
      "(estimated: From 9 days.)",
    ],
    [
      "that people gave them",
      { measured: measured({ quality: "manual", notes: ["20 % for 30 min."] }, "manual") },
      "(manual: 20 % for 30 min.)",
    ],
    [
      "what the alert says where nobody answers",
      {
        readAt: null,
        error: "it cannot be reached",
        carried: { firing: "page", burn: 350, remaining: 0.357, atLeast: "at least 2 % burned" },
      },
      "(from the alert, as Prometheus does not answer: at least 2 % burned)",
    ],
    [
      "who else used them",
      { sharedWith: [IncidentId.parse(7), IncidentId.parse(9)] },
      "INC-7, INC-9 hurt at the same time: what failed then counts for each of them.",
    ],
    ["that they are overdrawn", { remaining: -0.12, untilGone: null }, "overdrawn by 12 %"],
    [
      "that nothing is known",
      { burn: null, remaining: null, untilGone: null, measured: null },
      "what is left is not known",
    ],
  ])("say %s", (_, more, expected) => {
    expect(words(triggered(), budget(more))).toContain(expected);
  });

  it.each<[string, ShareVersion | null, string]>([
    [
      "for good",
      measured({}, "final"),
      "it used 36.6 % of the budget, 52,120 of 148,915 failed, of which 35.7 % was left then",
    ],
    [
      "by hand",
      measured({ quality: "manual", notes: ["20 % for 30 min."] }, "manual"),
      "(manual: ",
    ],
    ["so far", measured(), "it has used so far 36.6 % of the budget"],
    ["not yet", null, "what it used has not been measured yet"],
    [
      "never",
      measured({ share: null, quality: "unavailable", notes: ["No metric."] }),
      "what it used is not known. No metric.",
    ],
  ])("say after the end what was used: %s", (_, known, expected) => {
    expect(words(resolved(), budget({ measured: known }))).toContain(expected);
  });

  it("offer the severity that they suggest, and raise nothing by themselves", () => {
    const suggestion = { severity: "SEV1", reason: "checkout requests burns 350x" } as const;
    const blocks = budgetSection(facts(triggered(), { budgets: [budget()], suggestion }));

    expect(blocks.slice(1)).toMatchObject([
      { text: { text: "*Suggested: SEV1.* checkout requests burns 350x." } },
      { elements: [{ action_id: "raise", value: "42:SEV1" }] },
    ]);
  });

  it("show the most used three, and nothing where there are none", () => {
    const four = [0.1, 0.4, 0.2, 0.3].map((share, index) => {
      return budget({
        objective: { service: "checkout", name: `n${index}`, target: "99.9" },
        measured: measured({ share }),
      });
    });

    const text = words(triggered(), ...four);

    expect(text.match(/n\d/g)).toEqual(["n1", "n3", "n2"]);
    expect(text).toContain("and 1 more objective");
    expect(words(triggered())).toBe("");
  });
});
