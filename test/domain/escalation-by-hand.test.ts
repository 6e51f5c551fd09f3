import { describe, expect, it } from "vitest";
import type { Paging, Roster } from "#domain/escalation/escalation.ts";
import { pageNext, pageOthers } from "#domain/escalation/page-levels.ts";
import { at, paging, policy, roster } from "#test/support/build.ts";
import { what } from "#test/support/tell.ts";

const both = roster(["ana"], ["ben"]);

describe("when somebody asks for the next one, a run", () => {
  const rested = policy(2, { times: 1, pause: "PT10M" });
  const cases: readonly [string, Partial<Paging>, Roster, readonly string[]][] = [
    ["pages the next level", {}, both, ["paged ben (level 2, round 1) until 10:07"]],
    [
      "pages the next level although somebody has it",
      { state: "acknowledged", nextAt: null },
      both,
      ["paged ben (level 2, round 1) until 10:07"],
    ],
    [
      "pages the first level when nobody was paged yet",
      { state: "off", step: 0, nextAt: null },
      both,
      ["paged ana (level 1, round 1) until 10:07"],
    ],
    [
      "pages the first level when it came back without a page",
      { state: "off", step: 3, nextAt: null },
      both,
      ["paged ana (level 1, round 1) until 10:07"],
    ],
    [
      "pages the first level when somebody took it before anybody was paged",
      { state: "acknowledged", step: 0, nextAt: null },
      both,
      ["paged ana (level 1, round 1) until 10:07"],
    ],
    [
      "pages the level that a rest holds back, not the one after it",
      { state: "held", round: 2 },
      both,
      ["paged ana (level 1, round 2) until 10:07"],
    ],
    [
      "takes no rest before the next round",
      { policy: rested, level: 1 },
      both,
      ["paged ana (level 1, round 2) until 10:07"],
    ],
    [
      "calls the fallback after the last round",
      { level: 1 },
      both,
      ["exhausted, called #payments until 10:17"],
    ],
    [
      "calls the fallback at once when it is exhausted",
      { state: "exhausted", level: 1 },
      both,
      ["exhausted, called #payments until 10:17"],
    ],
    [
      "pages the first level when it is exhausted only because nobody was there",
      { policy: policy(2, { times: 1 }), state: "exhausted" },
      both,
      ["paged ana (level 1, round 1) until 10:07"],
    ],
  ];

  it.each(cases)("%s", (_, more, people, expected) => {
    const pages = pageNext(paging(more), people, "escalated", at("10:02"));

    expect(pages.map(what)).toEqual(expected);
  });
});

describe("when somebody hands it back, a run", () => {
  const cases: readonly [string, string | null, Roster, readonly string[]][] = [
    ["pages the round's first level", "ben", both, ["paged ana (level 1, round 2) until 10:07"]],
    [
      "passes over a level that is only who hands it back",
      "ana",
      both,
      ["paged ben (level 2, round 2) until 10:07"],
    ],
    [
      "pages the whole level when others are on it too",
      "ana",
      roster(["ana", "cleo"], ["ben"]),
      ["paged ana and cleo (level 1, round 2) until 10:07"],
    ],
    [
      "pages the same one again when there is nobody else",
      "ana",
      roster(["ana"], []),
      ["paged ana (level 1, round 2) until 10:07"],
    ],
    [
      "pages the first level when nobody knows who it was",
      null,
      both,
      ["paged ana (level 1, round 2) until 10:07"],
    ],
    [
      "calls the fallback when nobody is there at all",
      "ana",
      roster([], []),
      ["level 1 skipped", "level 2 skipped", "exhausted, called #payments until 10:17"],
    ],
  ];

  it.each(cases)("%s", (_, except, people, expected) => {
    const taken = paging({ state: "acknowledged", level: 1, round: 2, nextAt: null });

    const pages = pageOthers(taken, people, except, at("10:02"));

    expect(pages.map(what)).toEqual(expected);
  });
});
