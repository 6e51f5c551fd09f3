import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { Configuration } from "#domain/configuration/configuration.ts";
import { Policy } from "#domain/escalation/policy.ts";
import { type Occasion, rosterOf } from "#domain/service/roster.ts";

const [alice, bob] = ["alice", "bob"].map((person) => ({ kind: "person", person }));

function schedule(fallback?: object) {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "weeks" }, members: [null] }];
  return { name: "S", team: "shop", timezone: "UTC", layers, ...(fallback && { fallback }) };
}

const CONFIGURATION = Configuration.parse({
  people: {
    alice: { name: "Alice", slack: "U0ALICE01" },
    bob: { name: "Bob", slack: "U0BOB0001" },
    carol: { name: "Carol", slack: "U0CAROL01", admin: true },
  },
  teams: { shop: { name: "Shop", channel: "#shop" } },
  services: { api: { name: "API", team: "shop", policy: "usual" } },
  schedules: {
    empty: schedule({ person: "bob" }),
    chained: schedule({ schedule: "circle" }),
    circle: schedule({ schedule: "chained" }),
    served: schedule({ schedule: "days" }),
    days: schedule(),
  },
  policies: { usual: { levels: [{ notify: [{ person: "alice" }] }] } },
  routes: { service: "api" },
  sources: {},
});

/** Whom the levels mean at ten o'clock on a Monday, when only days has somebody: Alice. */
function levelsOf(levels: readonly object[], more: Partial<Occasion> = {}) {
  const policy = Policy.parse({ levels });
  return rosterOf(policy, CONFIGURATION, { ...occasion(), ...more }).levels;
}

function occasion(): Occasion {
  return {
    service: CONFIGURATION.services.get("api"),
    severity: "SEV2",
    now: DateTime.utc(2026, 11, 23, 10),
    whoIsOnCall: (id) => (id === "days" ? ["alice"] : []),
  };
}

describe("who stands in for a schedule", () => {
  it.each([
    ["its fallback, when no level has anybody", ["empty"], [[{ ...bob, standsInFor: "empty" }]]],
    ["whoever is on call at its fallback", ["served"], [[{ ...alice, standsInFor: "served" }]]],
    ["nobody, when the fallbacks lead in a circle", ["chained"], [[]]],
    ["nobody, while another level has somebody", ["empty", "days"], [[], [alice]]],
  ])("is %s", (_, schedules, expected) => {
    expect(levelsOf(schedules.map((id) => ({ notify: [{ schedule: id }] })))).toEqual(expected);
  });
});

describe("a level with hours", () => {
  const windows = [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }];
  it.each([
    ["means its people within them", DateTime.utc(2026, 11, 23, 9), [alice]],
    ["has nobody at their end", DateTime.utc(2026, 11, 23, 17), []],
    ["has nobody on another day", DateTime.utc(2026, 11, 22, 10), []],
  ])("%s", (_, now, expected) => {
    const when = { timezone: "UTC", windows };

    expect(levelsOf([{ notify: [{ person: "alice" }], when }], { now })).toEqual([expected]);
  });
});

describe("a level that pages one person at a time", () => {
  const notify = [{ person: "alice" }, { person: "bob" }, { person: "carol" }, { channel: "#ops" }];
  const channel = { kind: "channel", channel: "#ops", mention: "here" };
  it.each([
    ["the first, when nobody had a turn", [], alice],
    ["the one after the last", ["alice"], bob],
    ["the first again after the end of the list", ["carol"], alice],
    ["the first, when the last one is not on it any more", ["gone"], alice],
  ])("means %s, and all its channels", (_, last, next) => {
    const turns = new Map(last.map((person) => [0, person]));

    expect(levelsOf([{ notify, strategy: "round_robin" }], { turns })).toEqual([[next, channel]]);
  });
});

describe("a user group", () => {
  it("is mentioned in the service's channel, or where the policy says", () => {
    const group = { userGroup: "S01ABCDEF" };

    expect(levelsOf([{ notify: [group] }, { notify: [{ ...group, channel: "#ops" }] }])).toEqual([
      [{ kind: "channel", channel: "#shop", mention: "none", userGroups: ["S01ABCDEF"] }],
      [{ kind: "channel", channel: "#ops", mention: "none", userGroups: ["S01ABCDEF"] }],
    ]);
  });

  it("shares one message with everybody else whom the level calls in that channel", () => {
    const notify = [
      { channel: "#shop", mention: "none" },
      { userGroup: "S01ABCDEF" },
      { userGroup: "S02ABCDEF" },
      { channel: "shop" },
    ];

    expect(levelsOf([{ notify }])).toEqual([
      [
        {
          kind: "channel",
          channel: "#shop",
          mention: "here",
          userGroups: ["S01ABCDEF", "S02ABCDEF"],
        },
      ],
    ]);
  });
});

it("the policy names the channel and the people of its last resort", () => {
  const exhausted = { channel: "#ops", people: ["bob", "gone"] };
  const policy = Policy.parse({ levels: [{ notify: [{ person: "alice" }] }], exhausted });

  expect(rosterOf(policy, CONFIGURATION, occasion()).fallback).toEqual([
    { kind: "channel", channel: "#ops", mention: "here" },
    bob,
  ]);
});

it.each([
  ["SEV1", "high"],
  ["SEV3", "low"],
] as const)("a page of %s is of %s urgency", (severity, urgency) => {
  const policy = Policy.parse({ levels: [{ notify: [{ person: "alice" }] }] });

  expect(rosterOf(policy, CONFIGURATION, { ...occasion(), severity }).urgency).toBe(urgency);
});
