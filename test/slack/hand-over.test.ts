import { describe, expect, it } from "vitest";
import type { Silence } from "#domain/alert/silence.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import { Schedule as ScheduleSchema } from "#domain/schedule/schedule.ts";
import { SeverityTable } from "#domain/severity.ts";
import { dutyTopic } from "#slack/views/duty-topic.ts";
import { renderGapsNotice } from "#slack/views/gaps-notice.ts";
import { type HandOverView, renderBrief, renderDraft } from "#slack/views/hand-over.ts";
import {
  type Reach,
  renderAskedAgain,
  renderBegan,
  renderChanged,
  renderEnded,
  renderLeaving,
  renderNoAnswer,
  renderReminder,
} from "#slack/views/shift-notices.ts";
import { acknowledge, at, incident } from "#test/support/build.ts";
import { standing } from "#test/support/standing.ts";
import { HOSTILE } from "./hostile.ts";
import { actionIds, expectSound, parsedText, textOf } from "./messages.ts";

const taken = incident({}, ["10:02", acknowledge()]);
const rules = SeverityTable.parse({})[taken.severity];
const FULL = "x".repeat(239);
const reach: Reach = { silent: null, otherWay: "can-be-added", command: "/oncall" };

describe("words about shifts", () => {
  it("say who came, who left and who stays", () => {
    expect(renderChanged(view()).text).toBe(
      "Shop: Ben took over from Ana until 20 Nov 18:00 UTC; Cleo stays on Shop secondary.",
    );
    expect(renderChanged(view({}, { receiver: null })).text).toBe(
      "Shop: nobody is on call after Ana; Cleo comes 20 Nov 20:00 UTC.",
    );
    expect(renderChanged(view({}, { giver: null })).text).toMatch(/^Shop: Ben is on call until/);
  });

  it("ask for a press, and warn of a silent Slack", () => {
    const silent = { start: at("11:00"), end: at("12:00") };
    const warned = renderBegan(view(), { ...reach, silent });

    expect(actionIds(warned)).toEqual(["shift-ok"]);
    expect(warned.text).toMatch(/does not ring from 20 Nov 11:00 UTC/);
    expect(warned.text).toMatch(/no other way than Slack/);
    expect(actionIds(renderBegan(view({}, { confirmedAt: at("10:01") }), reach))).toEqual([]);
  });

  it("ask for another way only of whoever can add one", () => {
    const silent = { start: at("11:00"), end: at("12:00") };
    const none = { ...reach, otherWay: "none" } as const;

    expect(renderBegan(view(), reach).text).toContain("Add one: `/oncall me`");
    expect(renderBegan(view(), none).text).not.toContain("no other way");
    expect(renderBegan(view(), { ...none, silent }).text).toMatch(/no other way .* reach you\.$/);
    expect(renderBegan(view(), { ...reach, otherWay: "given" }).text).not.toContain("no other way");
  });

  it("write out what there is none of", () => {
    const empty = { incidents: [], held: [], stillFiring: [], muted: [], changes: [] };
    const pages = { incidents: 0, asleep: 0, top: [] };
    const ending = { silences: [], unasked: [] };
    const brief = renderBrief(view({ brief: { ...empty, pages }, ending }));

    expect(textOf(brief).match(/^None$/gm)).toHaveLength(6);
    expect(textOf(brief)).toContain("No note");
  });

  it("name the silences that end, and who could not be asked", () => {
    expect(textOf(renderBrief(view()))).toMatch(/job="node", until .*, by Eve: new disk$/m);

    const unknown = renderBrief(view({ ending: { silences: [], unasked: ["prod"] } }));
    expect(textOf(unknown)).toContain("prod could not be asked for its silences");
  });

  it("name the error budgets that somebody should know of, and those that are not known", () => {
    const gone = standing({}, { burn: 3, remaining: -0.02, frozenSince: at("09:00") });
    const dark = standing({ id: "shop-speed" }, { burn: null, remaining: null });

    expect(budgetsOf({ worrying: [gone], unknown: [dark] })).toBe(
      [
        "*Error budgets*",
        "• checkout requests 99.9 %/30d: overdrawn by 2 %, burning 3x now, *changes rest*",
        "• Not known: shop-speed",
      ].join("\n"),
    );
    expect(budgetsOf({ worrying: [], unknown: [] })).toBe("*Error budgets*\nNone");
    expect(budgetsOf(null)).toBeUndefined();
  });

  it("let the one who leaves write and send, until it is sent", () => {
    const draft = renderDraft(view({}, { postedAt: null }));
    expect(actionIds(draft)).toEqual(["write-hand-over", "send-hand-over"]);
    expect(actionIds(renderDraft(view()))).toEqual([]);
    expect(actionIds(renderBrief(view()))).toEqual(["accept-hand-over"]);
    expect(actionIds(renderBrief(view({}, { acceptedAt: at("10:01") })))).toEqual([]);
  });

  it("thank whoever has answered meanwhile", () => {
    const answered = view({}, { confirmedAt: at("10:01"), acceptedAt: at("10:01") });
    expect(renderAskedAgain(answered).text).toBe("Thank you: Shop is yours.");
    expect(renderNoAnswer(answered).text).toBe("Ben has answered: Shop is theirs.");
    expect(actionIds(renderAskedAgain(view()))).toEqual(["shift-ok", "accept-hand-over"]);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stay calm: %j", (_, text) => {
    const ending = { silences: [silence(text, text)], unasked: [text] };
    const hostile = view({ nameOf: () => text, schedule: schedule(text), ending }, { note: text });
    const gap = { start: at("10:00").toMillis(), end: at("11:00").toMillis() };
    const gaps = { schedule: schedule(text), gaps: [gap], people: [text], now: at("09:00") };
    const shift = { schedule: text, start: at("11:00"), end: null, now: at("10:00") };
    const messages = [
      renderChanged(hostile),
      renderBegan(hostile, reach),
      renderEnded(hostile),
      renderBrief(hostile),
      renderDraft(hostile),
      renderAskedAgain(hostile),
      renderNoAnswer(hostile),
      renderLeaving(hostile, { ...taken, title: text }, rules),
      renderReminder({ ...shift, command: "/oncall" }),
      renderGapsNotice(gaps, { nameOf: () => text, command: "/oncall" }),
    ];

    for (const message of messages) {
      expectSound(message);
      expect(parsedText(message)).not.toMatch(/<(?!!date\^\d+\^[^|<>]*\|[^<>]*>)/);
    }
  });
});

describe("a topic", () => {
  it.each([
    ["", "On call: Ana (Shop)"],
    ["Payments", "Payments | On call: Ana (Shop)"],
    ["Payments | On call: Ben (Shop) | Ask first", "Payments | On call: Ana (Shop) | Ask first"],
    ["On call: Ana (Shop)", "On call: Ana (Shop)"],
    [FULL, FULL],
    [FULL.slice(20), `${FULL.slice(20)} | On call: Ana (Shop)`],
  ])("%j becomes %j", (shown, topic) => {
    expect(dutyTopic(shown, [{ schedule: "Shop", person: "Ana" }])).toBe(topic);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    "stays short and calm: %j",
    (_, text) => {
      const topic = dutyTopic("Payments", [{ schedule: text, person: text }]);
      expect(topic.length).toBeLessThanOrEqual(250);
      expect(topic).not.toMatch(/[<>\n]/);
      expect(dutyTopic(topic, [{ schedule: text, person: text }])).toBe(topic);
    },
  );
});

function schedule(name: string): Schedule {
  const layers = [
    { anchor: "2026-01-05T09:00", every: { n: 1, unit: "weeks" as const }, members: ["ana"] },
  ];
  const parsed = ScheduleSchema.parse({ name: "Shop", team: "shop", timezone: "UTC", layers });
  return { id: "shop", ...parsed, name };
}

function silence(createdBy: string, comment: string): Silence {
  return { id: "s1", endsAt: at("17:00"), createdBy, comment, matchers: ['job="node"'] };
}

const NAMES: Readonly<Record<string, string>> = { ana: "Ana", ben: "Ben", cleo: "Cleo" };

function view(
  more: Partial<HandOverView> = {},
  handOver: Partial<HandOverView["handOver"]> = {},
): HandOverView {
  return {
    schedule: schedule("Shop"),
    brief: {
      incidents: [taken],
      held: [taken],
      stillFiring: [taken],
      muted: [{ name: "Disk", incident: 1 }],
      pages: { incidents: 2, asleep: 1, top: [{ name: "Disk", count: 2 }] },
      changes: [],
    },
    ending: { silences: [silence("Eve", "new disk")], unasked: [] },
    budgets: null,
    colleagues: [{ schedule: "Shop secondary", person: "cleo" }],
    until: at("18:00"),
    next: { person: "cleo", start: at("20:00") },
    now: at("10:00"),
    nameOf: (id) => NAMES[id] ?? id,
    handOver: {
      id: 1,
      schedule: "shop",
      giver: "ana",
      receiver: "ben",
      at: at("10:00"),
      note: null,
      postedAt: at("10:00"),
      confirmedAt: null,
      acceptedAt: null,
      ...handOver,
    },
    ...more,
  };
}

/** What a brief says of error budgets. */
function budgetsOf(budgets: HandOverView["budgets"]): string | undefined {
  const parts = textOf(renderBrief(view({ budgets }))).split(/^(?=\*)/m);
  return parts.find((part) => part.startsWith("*Error budgets*"))?.trim();
}
