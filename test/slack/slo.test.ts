import { DateTime, Duration } from "luxon";
import { describe, expect, it } from "vitest";
import type { BudgetInputs } from "#domain/objective/budget-inputs.ts";
import type { Standing } from "#engine/budget/standings.ts";
import { findObjectives } from "#slack/flows/slo/find-objectives.ts";
import { renderFreezes } from "#slack/views/freezes.ts";
import { renderObjective } from "#slack/views/objective.ts";
import { renderObjectives } from "#slack/views/objectives.ts";
import { configuration } from "#test/support/engine.ts";
import { standing } from "#test/support/standing.ts";
import { HOSTILE } from "./hostile.ts";
import { expectSound, parsedText, textOf } from "./messages.ts";

const now = DateTime.fromISO("2026-11-21T12:00:00Z", { zone: "utc" });
const CONFIGURATION = configuration({
  teams: { shop: { name: "The shop", channel: "#shop" } },
  services: {
    checkout: { name: "Checkout", team: "shop", policy: "checkout" },
    search: { name: "Search", team: "shop", policy: "checkout" },
  },
});
const { services } = CONFIGURATION;
const rules = { exceptions: ["P0 fixes"], leaveAfter: Duration.fromISO("P1D") };

/** Anything but a time of ours. */
const CALLS = /<[@#]|<!(?!date\^\d{10}\^)|<https?:/;
const UNREAD = { burn: null, remaining: null };
const SPEED = { id: "checkout-speed", name: "speed", window: 7 * 86_400 };
const SEARCH = { id: "search-answers", service: "search", name: "answers" };

const ALL = [
  standing(),
  standing(SPEED, { burn: 14, remaining: 0.12, untilGone: 5184 }),
  standing(SEARCH, { burn: 3, remaining: -0.02, frozenSince: now.minus({ hours: 5 }) }),
];

describe("the list of objectives", () => {
  it("has the service in the worst state first, and in it the worst objective", () => {
    const list = renderObjectives(ALL, { now, command: "/slo", services });

    expectSound(list);
    expect(list.text.split("\n").slice(0, 5)).toEqual([
      "*Search*",
      "`░░░░░░░░░░` answers 99.9 %/30d: overdrawn by 2 %, burning 3x now, *changes rest*",
      "*Checkout*",
      "`█░░░░░░░░░` speed 99.9 %/7d: 12 % left, burning 14x now, gone in 86 min at this rate",
      "`██████░░░░` requests 99.9 %/30d: 60 % left, burning slower than allowed",
    ]);
  });

  it("takes what is not known for no good news, and says why and since when", () => {
    const readAt = now.minus({ minutes: 12 });
    const error = "Prometheus: it is gone";
    const old = standing({}, { readAt, error });
    const never = standing(SEARCH, { ...UNREAD, readAt: null, error });
    const { text } = renderObjectives([old, never], { now, command: "/slo", services });

    expect(text.split("\n").slice(0, 4)).toEqual([
      "*Search*",
      "`??????????` answers 99.9 %/30d: not known (Prometheus: it is gone)",
      "*Checkout*",
      "`██████░░░░` requests 99.9 %/30d: 60 % left, burning slower than allowed (12 min ago; Prometheus: it is gone)",
    ]);
  });

  it("stays a message that Slack takes, however many there are", () => {
    const many = Array.from({ length: 200 }, (_, index) => {
      return standing({ id: `o${index}`, service: `s${index % 70}`, name: "n".repeat(200) });
    });
    const list = renderObjectives(many, { now, command: "/slo", services });

    expect(list.blocks.length).toBeLessThan(50);
    expect(textOf(list)).toContain("And 160 more: `/slo list SERVICE`");
  });
});

const INPUTS: BudgetInputs = {
  recentRatio: 0.014,
  windowRatio: 0.00035,
  bad: 52_120,
  total: 148_914_286,
  groups: 1,
  labels: {},
  asked: [{ query: "sum(rate(http_requests_total[5m]))", at: now.toSeconds(), value: 0.014 }],
};

describe("one objective", () => {
  it("says what it is computed from", () => {
    expect(shown(INPUTS)).toContain(
      [
        "• May fail: 0.1 % of the 148,914,286 events of the last 30d, which is 148,914.",
        "• Failed: 52,120. Left: 1 - 52,120 / 148,914 = 65 %.",
        "• Burn rate: 1.4 % of the last 5 min failed; 1.4 % / 0.1 % = 14x as fast as allowed.",
      ].join("\n"),
    );
    expect(shown(INPUTS)).toContain("`sum(rate(http_requests_total[5m]))` = 0.014");
  });

  it.each<[string, Partial<BudgetInputs> | null, string]>([
    [
      "is counted in time",
      { bad: null, total: null },
      "• Bad: 0.035 %. Left: 1 - 0.035 % / 0.1 % = 65 %. Counted in time, not in events.",
    ],
    [
      "had no events",
      { windowRatio: null },
      "What is left is not known: there were no events in 30d",
    ],
    ["could not be counted", null, "Its events could not be counted in time"],
    ["has no events now", { recentRatio: null }, "• Burn rate: not known, there were no events"],
    [
      "is one of several",
      { groups: 3, labels: { region: "eu" } },
      '• Its query makes 3 budgets; this is that of region="eu".',
    ],
  ])("says so where it %s", (_, more, words) => {
    expect(shown(more === null ? null : { ...INPUTS, ...more })).toContain(words);
  });

  it("says that Prometheus does not answer, and shows what was read last with its age", () => {
    const error = "Prometheus: it is gone";
    const text = shown(null, standing({}, { readAt: now.minus({ hours: 2 }), error }));

    expect(text).toContain(
      "60 % left, burning slower than allowed (2 h 0 min ago; Prometheus: it is gone)",
    );
    expect(text).toContain(
      "There are no counts and no chart: Prometheus: it is gone. The numbers are those that",
    );
  });

  it.each(HOSTILE)("lets nothing in its words call or link anybody: %s", (words) => {
    const hostile = { name: words, description: words, service: words, id: words };
    const inputs = { ...INPUTS, asked: [{ query: words, at: 1, value: null }] };
    const of = standing(hostile, { error: words, readAt: now.minus({ days: 1 }) });
    const views = [
      renderObjective(of, { inputs, now, rules, command: "/slo" }),
      renderObjectives([of], { now, command: "/slo", services }),
      renderFreezes([{ ...of, frozenSince: now }], { rules, now, publicUrl: null }),
    ];

    for (const view of views) expect(parsedText(view)).not.toMatch(CALLS);
  });
});

describe("what rests", () => {
  const publicUrl = "https://muster.example.com";

  it("is told with its exceptions, since when, and until when it stays", () => {
    const recovering = standing(SPEED, {
      remaining: 0.01,
      frozenSince: now.minus({ days: 2 }),
      recoveringSince: now.minus({ hours: 3 }),
    });
    const told = renderFreezes([...ALL, recovering], { rules, now, publicUrl });

    expectSound(told);
    expect(told.text).toContain(
      "*search answers 99.9 %/30d*: changes rest since 21 Nov 07:00 UTC, until something has been left for 24 h. Now overdrawn by 2 %.",
    );
    expect(told.text).toContain(
      "*checkout speed 99.9 %/7d*: changes rest since 19 Nov 12:00 UTC, until 22 Nov 09:00 UTC, if something stays left. Now 1 % left.",
    );
    expect(told.text).toContain("May be changed all the same: P0 fixes.");
    expect(told.text).toContain(`GET ${publicUrl}/slos/search-answers/freeze`);
  });

  it.each<[string, readonly Standing[], typeof rules | null, string]>([
    [
      "nothing",
      [standing()],
      rules,
      "No changes rest: 1 objective, none of them known to be without",
    ],
    [
      "not known",
      [standing({}, UNREAD)],
      rules,
      "Not known now is what is left of checkout-requests.",
    ],
    [
      "not known any more",
      [standing({}, { readAt: now.minus({ minutes: 11 }) })],
      rules,
      "Not known now is what is left of checkout-requests.",
    ],
    ["no matter of the policy", ALL, null, "`budgetPolicy.freeze` is not set in muster.yaml"],
  ])("may be %s", (_, standings, policy, words) => {
    expect(renderFreezes(standings, { rules: policy, now, publicUrl: null }).text).toContain(words);
  });
});

describe("objectives by name", () => {
  it.each([
    ["all without a name", "", 3],
    ["an id", "checkout-speed", 1],
    ["an id in capitals", "CHECKOUT-SPEED", 1],
    ["a service and a name", "checkout  speed", 1],
    ["a name that one has", "speed", 1],
    ["a service's id", "checkout", 2],
    ["a service's name", "Search", 1],
    ["a team", "the shop", 3],
  ])("are %s", (_, typed, count) => {
    expect(findObjectives(ALL, CONFIGURATION, typed)).toMatchObject({
      kind: "found",
      standings: { length: count },
    });
  });

  it.each([
    ["a mistyped one", "chekout-speed", ALL, "Did you mean checkout-speed?"],
    ["a mistyped service", "serch", ALL, "Did you mean search?"],
    ["what is not there", "payments", ALL, "There are: checkout-requests, checkout-speed,"],
    ["anything where nothing is promised", "x", [], "write objectives under `slos`"],
  ])("are none for %s", (_, typed, standings, words) => {
    expect(findObjectives(standings, CONFIGURATION, typed)).toMatchObject({
      kind: "none",
      reason: { text: expect.stringContaining(words) },
    });
  });
});

/** All that a reader sees of one objective. */
function shown(inputs: BudgetInputs | null, of: Standing = standing()): string {
  const view = renderObjective(of, { inputs, now, rules, command: "/slo" });
  expectSound(view);
  return textOf(view);
}
