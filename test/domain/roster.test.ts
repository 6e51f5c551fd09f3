import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { Configuration, type Service } from "#domain/configuration/configuration.ts";
import { Policy } from "#domain/escalation/policy.ts";
import type { Who } from "#domain/schedule/rotas.ts";
import { type Occasion, rosterOf } from "#domain/service/roster.ts";

type Person = { name: string; slack: string; admin?: boolean };

const people: Record<string, Person> = {
  alice: { name: "Alice", slack: "U0ALICE01" },
  bob: { name: "Bob", slack: "U0BOB0001", admin: true },
  carol: { name: "Carol", slack: "U0CAROL01", admin: true },
};
const alice = { kind: "person", person: "alice" };
const bob = { kind: "person", person: "bob" };
const carol = { kind: "person", person: "carol" };

function configured(changes: { people?: Record<string, Person>; fallbackChannel?: string } = {}) {
  return Configuration.parse({
    people: changes.people ?? people,
    teams: { shop: { name: "Shop", channel: "#shop" } },
    services: {
      other: { name: "Other", team: "shop", policy: "usual" },
      own: { name: "Own", team: "shop", policy: "usual", channel: "#own" },
      orphan: { name: "Orphan", team: "gone", policy: "usual" },
    },
    policies: { usual: { levels: [{ notify: [{ person: "alice" }] }] } },
    routes: { service: "other" },
    sources: {},
    slack:
      changes.fallbackChannel === undefined ? {} : { fallbackChannel: changes.fallbackChannel },
  });
}

function onCall(schedule: string, who: Who) {
  if (schedule !== "primary") return [];
  return { current: ["alice"], next: ["bob"], all: ["alice", "bob", "gone"] }[who];
}

function occasion(service: Service | undefined): Occasion {
  return { service, severity: "SEV2", now: DateTime.utc(2026, 11, 20, 10), whoIsOnCall: onCall };
}

function levelsOf(...levels: object[][]) {
  const policy = Policy.parse({ levels: levels.map((notify) => ({ notify })) });
  return rosterOf(policy, configured(), occasion(undefined)).levels;
}

function fallbackOf(configuration: Configuration, service: string) {
  const policy = Policy.parse({ levels: [{ notify: [{ person: "alice" }] }] });
  return rosterOf(policy, configuration, occasion(configuration.services.get(service))).fallback;
}

describe("the levels of a roster", () => {
  it("names whom a schedule means at the moment", () => {
    const levels = levelsOf(
      [{ schedule: "primary" }],
      [{ schedule: "primary", who: "next" }],
      [{ schedule: "primary", who: "all" }],
    );

    expect(levels).toEqual([[alice], [bob], [alice, bob]]);
  });

  it("has nobody where a schedule has nobody, and nobody twice", () => {
    const levels = levelsOf(
      [{ schedule: "nights" }],
      [{ schedule: "primary" }, { person: "alice" }],
    );

    expect(levels).toEqual([[], [alice]]);
  });

  it("names the people and channels of each level, in order", () => {
    const levels = levelsOf([{ person: "alice" }, { channel: "#ops" }], [{ person: "bob" }]);

    expect(levels).toEqual([[alice, { kind: "channel", channel: "#ops", mention: "here" }], [bob]]);
  });

  it("leaves out people who are no longer configured, even all of a level", () => {
    const levels = levelsOf([{ person: "gone" }], [{ person: "gone" }, { person: "alice" }]);

    expect(levels).toEqual([[], [alice]]);
  });

  it("names nobody twice within a level, whatever stands before a channel", () => {
    const twice = [{ person: "bob" }, { channel: "#ops" }, { person: "bob" }, { channel: "ops" }];

    const levels = levelsOf(twice, [{ person: "bob" }]);

    expect(levels).toEqual([[bob, { kind: "channel", channel: "#ops", mention: "here" }], [bob]]);
  });
});

describe("the fallback of a roster", () => {
  it.each([
    ["the service's own channel", configured(), "own", "#own"],
    ["the team's channel", configured(), "other", "#shop"],
    [
      "the fallback channel when the team is unknown",
      configured({ fallbackChannel: "#all" }),
      "orphan",
      "#all",
    ],
    [
      "the channel of the default route's service when the service is gone",
      configured(),
      "gone",
      "#shop",
    ],
  ])("calls %s, then every admin", (_, configuration, service, channel) => {
    const fallback = fallbackOf(configuration, service);

    expect(fallback).toEqual([{ kind: "channel", channel, mention: "here" }, bob, carol]);
  });

  it("calls everybody when there is neither a channel nor an admin", () => {
    const { alice: anybody } = people;
    const configuration = configured({ people: anybody === undefined ? {} : { alice: anybody } });

    expect(fallbackOf(configuration, "orphan")).toEqual([alice]);
  });
});
