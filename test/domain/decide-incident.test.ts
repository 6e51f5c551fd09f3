import { describe, expect, it } from "vitest";
import { apply, decide, decideOpening } from "#domain/incident/decide-incident.ts";
import {
  acknowledge,
  at,
  escalate,
  incident,
  opening,
  person,
  plain,
  policy,
  roster,
  tick,
} from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";
import {
  paged,
  taken,
  escalated,
  exhausted,
  resolved,
  silent,
  type Case,
  outcomeOfCommand,
  outcomeOf,
} from "./decisions.ts";

const ben = person("ben");
const cleo = person("cleo");

describe("a new incident", () => {
  it.each([
    [
      "pages the first level at once",
      {},
      ["prod: opened", "paged ana (level 1, round 1) until 10:05"],
      "new incident",
    ],
    [
      "pages nobody when its severity does not page",
      { severity: "SEV4", pages: false } as const,
      ["prod: opened"],
      "SEV4 does not page",
    ],
    [
      "calls the fallback when no level has anybody",
      { roster: roster([], []) },
      [
        "prod: opened",
        "level 1 skipped",
        "level 2 skipped",
        "exhausted, called #payments until 10:15",
      ],
      "new incident",
    ],
  ])("%s", (_, command, events, reason) => {
    const decision = decideOpening(opening(command), at("10:00"));

    expect(outcomeOf(decision)).toEqual({ events, reason });
  });
});

describe("an incident", () => {
  it.each<Case>([
    [
      "is taken by the first who acknowledges",
      { incident: paged, at: "10:02", command: acknowledge() },
      ["ana: acknowledged"],
      "acknowledged",
    ],
    [
      "tells a second one that somebody has it",
      { incident: taken, at: "10:02", command: acknowledge(ben) },
      [],
      "somebody else has it",
    ],
    [
      "tells the same one that it is theirs",
      { incident: taken, at: "10:02", command: acknowledge() },
      [],
      "you already have it",
    ],
    [
      "can be taken by whoever was not paged",
      { incident: paged, at: "10:02", command: acknowledge(cleo) },
      ["cleo: acknowledged"],
      "acknowledged",
    ],
    [
      "can be taken when it is exhausted",
      { incident: exhausted, at: "10:12", command: acknowledge() },
      ["ana: acknowledged"],
      "acknowledged",
    ],
    [
      "can be taken although it pages nobody",
      { incident: silent, at: "10:02", command: acknowledge() },
      ["ana: acknowledged"],
      "acknowledged",
    ],
    [
      "can be taken again after it was escalated",
      {
        incident: incident({}, ["10:02", acknowledge()], ["10:03", escalate()]),
        at: "10:04",
        command: acknowledge(ben),
      },
      ["ben: acknowledged"],
      "acknowledged",
    ],
    [
      "cannot be taken once it is resolved",
      { incident: resolved, at: "10:04", command: acknowledge() },
      [],
      "it is already resolved",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});

describe("as time passes, an incident", () => {
  it.each<Case>([
    [
      "waits for an answer",
      { incident: paged, at: "10:04:59", command: tick() },
      [],
      "nothing is due",
    ],
    [
      "pages the next level without an answer",
      { incident: paged, at: "10:05", command: tick() },
      ["paged ben (level 2, round 1) until 10:10"],
      "nobody acknowledged in time",
    ],
    [
      "pages one level after an outage of three hours",
      { incident: paged, at: "13:05", command: tick() },
      ["paged ben (level 2, round 1) until 13:10"],
      "nobody acknowledged in time",
    ],
    [
      "pages nobody twice for one moment",
      { incident: escalated, at: "10:05", command: tick() },
      [],
      "nothing is due",
    ],
    [
      "pages nobody once somebody has it",
      { incident: taken, at: "10:26", command: tick() },
      [],
      "nothing is due",
    ],
    [
      "stays loud when it is exhausted",
      { incident: exhausted, at: "10:25", command: tick() },
      ["exhausted, called #payments until 10:40"],
      "still nobody acknowledged",
    ],
    [
      "rests after a round when its policy says so",
      {
        incident: incident({ policy: policy(1, { times: 1, pause: "PT30M" }) }),
        at: "10:05",
        command: tick(),
      },
      ["round 1 ended, rest until 10:35"],
      "the round ended",
    ],
    [
      "never pages when its severity does not",
      { incident: silent, at: "13:00", command: tick() },
      [],
      "nothing is due",
    ],
  ])("%s", (_, given, events, reason) => {
    expect(outcomeOfCommand(given)).toEqual({ events, reason });
  });
});

it("tells each decision at the moment it was taken", () => {
  const decision = decide(taken, escalate(), at("10:03"));

  expect(decision.events.map((entry) => plain(entry.at))).toEqual([
    plain(at("10:03")),
    plain(at("10:03")),
  ]);
});

it("lets an acknowledgement win that comes before the escalation", () => {
  const after = apply(paged, decide(paged, acknowledge(), at("10:05")).events);

  expect(told(decide(after, tick(), at("10:05")))).toEqual([]);
});
