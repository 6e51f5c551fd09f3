import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "#domain/incident/incident.ts";
import { known } from "#domain/postmortem/known.ts";
import { acknowledge, alerts, alertsChanged, at, person } from "#test/support/build.ts";
import { budget, factsOf, page, story, WHOLE } from "#test/support/postmortem-facts.ts";
import { serviceChange } from "#test/support/service-changes.ts";

const [ANA, BEN] = [person("ana"), person("ben")];

describe("pages", () => {
  it("are counted by the hours of those whom they reached", () => {
    // 20 November 2026 is a Friday; Berlin is an hour ahead.
    const pages = [
      page("03:00"),
      page("10:00"),
      page("18:00"),
      page("02:00", { state: "failed" }),
      page("02:00", { target: { kind: "channel", channel: "#payments", mention: "here" } }),
    ];

    expect(factsOf([], { pages }).pages).toMatchObject({
      all: [
        { to: "ana", hours: "night" },
        { hours: "business" },
        { hours: "off" },
        { hours: "night", state: "failed" },
        { to: "#payments", hours: null },
      ],
      sent: 3,
      outOfHours: 2,
      atNight: 1,
    });
  });
});

describe("changes", () => {
  it("are those before the start that is known, and the last one is suspected", () => {
    const changes = [
      serviceChange({ id: "late", title: "too late", at: at("09:58"), endedAt: null }),
      serviceChange({ id: "b", title: "the last", at: at("09:50"), endedAt: null }),
      serviceChange({ id: "a", title: "one before", at: at("09:10"), endedAt: null }),
    ];
    const facts = factsOf([], { changes, budgets: known([budget("09:55", "10:15")]) });

    expect(facts.changes.map(({ title, suspected }) => [title, suspected])).toEqual([
      ["the last", expect.stringMatching(/^it is the last change: it .* 5 min before the impact$/)],
      ["one before", null],
    ]);
  });
});

describe("what was done and is to be done", () => {
  const step = {
    kind: "add-mitigation",
    by: BEN,
    key: "k",
    text: "Roll back",
    starts: true,
  } as const;
  const repair = {
    kind: "add-task",
    by: ANA,
    key: "t",
    link: null,
    type: "followup",
    text: "Alert earlier",
    owner: BEN,
    due: at("18:00"),
    priority: "P0",
  } as const;

  it("is told with who did it and what came of it", () => {
    const finish = {
      kind: "finish-mitigation",
      by: ANA,
      number: 1,
      outcome: "better",
      note: "gone",
      revises: false,
    } as const;
    const facts = factsOf([
      ["10:05", step],
      ["10:09", finish],
      ["10:30", repair],
      [
        "10:31",
        { ...repair, type: "task", key: "u", text: "Tell support", owner: null, due: null },
      ],
      ["10:32", { ...repair, key: "postmortem", text: "Write the postmortem" }],
    ]);

    expect(facts.mitigation).toMatchObject([
      { text: "Roll back", by: "ben", state: "finished", outcome: "better", note: "gone" },
    ]);
    // That the postmortem is to be written is no repair.
    expect(facts.followUps).toMatchObject([
      { text: "Alert earlier", owner: "ben", priority: "P0", state: "open" },
    ]);
    expect(facts.tasks).toMatchObject([{ text: "Tell support", owner: null, due: null }]);
  });

  it("tells who took part in the order in which they came, and who led", () => {
    const { people } = factsOf([
      ["10:04", acknowledge(BEN)],
      ["10:05", { kind: "give-role", by: ANA, role: "scribe", to: ANA }],
    ]);

    expect(people).toEqual({
      lead: "ben",
      roles: [
        { role: "lead", name: "ben" },
        { role: "scribe", name: "ana" },
      ],
      responders: ["ben", "ana"],
      acknowledgedBy: "ben",
    });
  });

  it("tells the timeline without how the postmortem itself came about", () => {
    const { incident, entries } = story(WHOLE);
    const said: TimelineEntry = {
      at: at("11:00"),
      by: ANA,
      event: { kind: "postmortem-waived", reason: "a known one" },
    };

    expect(factsOf([], { incident, entries: [...entries, said] }).timeline).toEqual(
      factsOf(WHOLE).timeline,
    );
  });
});

describe("alerts", () => {
  it("of one name are one line: the worst, firing while one of them fires", () => {
    const one = {
      name: "Slow",
      severity: "SEV2",
      state: "ended",
      labels: {},
      annotations: { summary: "It is slow" },
      generatorUrl: null,
    } as const;
    const url = "https://prometheus.example/graph";
    const facts = factsOf([], {
      alerts: [
        one,
        { ...one, severity: "SEV1", state: "firing", annotations: {}, generatorUrl: url },
        { ...one, name: "Down", annotations: {} },
      ],
    });

    expect(facts.alerts).toEqual([
      {
        name: "Slow",
        severity: "SEV1",
        state: "firing",
        count: 2,
        summary: "It is slow",
        link: url,
      },
      { name: "Down", severity: "SEV2", state: "ended", count: 1, summary: "", link: null },
    ]);
  });
});

describe("alerts that are not listed", () => {
  it("are counted: those too many, and those that their sender left out", () => {
    const counts = { firing: 3, muted: 0, ended: 0 };
    const joined = alertsChanged({ joined: alerts("Slow"), counts, severity: "SEV2" });

    expect(factsOf([["10:01", joined]], { hiddenAlerts: 4 }).alertsLeftOut).toBe(7);
    expect(factsOf([]).alertsLeftOut).toBe(0);
  });
});

describe("error budgets", () => {
  it("come with the most used first, and what is not known last", () => {
    const budgets = known([
      budget("10:00", "10:05", null),
      budget("10:01", "10:05", 0.1),
      budget("10:02", "10:05", 0.4),
    ]);
    const facts = factsOf([], { budgets }).budgets;

    expect(facts.kind === "known" && facts.value.map(({ share }) => share)).toEqual([
      0.4,
      0.1,
      null,
    ]);
  });
});
