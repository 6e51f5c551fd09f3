import { describe, expect, it } from "vitest";
import type { Paging, Roster } from "#domain/escalation/escalation.ts";
import { pageFirst, pageNext, pageWhenDue } from "#domain/escalation/page-levels.ts";
import { at, paging, policy, roster } from "#test/support/build.ts";
import { what } from "#test/support/tell.ts";

const both = roster(["ana"], ["ben"]);

describe("a run starts by", () => {
  it.each<[string, Roster, readonly string[]]>([
    [
      "paging the first level until its delay is over",
      both,
      ["paged ana (level 1, round 1) until 10:05"],
    ],
    [
      "paging everybody of the level at once",
      roster(["ana", "cleo"], ["ben"]),
      ["paged ana and cleo (level 1, round 1) until 10:05"],
    ],
    [
      "skipping a level that has nobody, at once",
      roster([], ["ben"]),
      ["level 1 skipped", "paged ben (level 2, round 1) until 10:05"],
    ],
    [
      "calling the fallback when no level has anybody",
      roster([], []),
      ["level 1 skipped", "level 2 skipped", "exhausted, called #payments until 10:15"],
    ],
    [
      "calling the fallback when fewer levels are known than the policy has",
      roster(),
      ["level 1 skipped", "level 2 skipped", "exhausted, called #payments until 10:15"],
    ],
    [
      "telling that it called nobody when there is not even a fallback",
      { levels: [], present: [], fallback: [], urgency: "high" },
      ["level 1 skipped", "level 2 skipped", "exhausted, called nobody until 10:15"],
    ],
  ])("%s", (_, people, expected) => {
    const off = paging({ state: "off", step: 0, nextAt: null });

    const pages = pageFirst(off, people, "new incident", at("10:00"));

    expect(pages.map(what)).toEqual(expected);
  });

  it("calling the fallback even when further rounds are allowed, if nobody is on any level", () => {
    const patient = paging({ policy: policy(1, { times: 5, pause: "PT10M" }) });

    const pages = pageFirst(patient, roster([]), "new incident", at("10:00"));

    expect(pages.map(what)).toEqual(["level 1 skipped", "exhausted, called #payments until 10:15"]);
  });
});

describe("when its time has come, a run", () => {
  const twice = policy(2, { times: 1 });
  const rested = policy(2, { times: 1, pause: "PT10M" });
  const cases: readonly [string, Partial<Paging>, Roster, readonly string[]][] = [
    ["pages the next level", {}, both, ["paged ben (level 2, round 1) until 10:10"]],
    [
      "pages the next level that has somebody",
      { policy: policy(3) },
      roster(["ana"], [], ["cleo"]),
      ["level 2 skipped", "paged cleo (level 3, round 1) until 10:10"],
    ],
    [
      "pages those who are on the level now, whoever was when it began",
      {},
      roster(["ana"], ["dan"]),
      ["paged dan (level 2, round 1) until 10:10"],
    ],
    [
      "starts the next round after the last level",
      { policy: twice, level: 1 },
      both,
      ["paged ana (level 1, round 2) until 10:10"],
    ],
    [
      "starts the next round when the levels that are left have nobody",
      { policy: twice },
      roster(["ana"], []),
      ["level 2 skipped", "paged ana (level 1, round 2) until 10:10"],
    ],
    [
      "rests before the next round when the policy says so",
      { policy: rested, level: 1 },
      both,
      ["round 1 ended, rest until 10:15"],
    ],
    [
      "goes on with the next round after the rest",
      { policy: rested, state: "held", level: 0, round: 2 },
      both,
      ["paged ana (level 1, round 2) until 10:10"],
    ],
    [
      "does not rest when everybody has left meanwhile",
      { policy: rested, level: 1 },
      roster([], []),
      ["exhausted, called #payments until 10:20"],
    ],
    [
      "calls the fallback when all rounds are over",
      { policy: twice, level: 1, round: 2 },
      both,
      ["exhausted, called #payments until 10:20"],
    ],
    [
      "calls the fallback again and again when it is exhausted",
      { state: "exhausted", level: 1 },
      both,
      ["exhausted, called #payments until 10:20"],
    ],
    [
      "pages the first level once somebody is there, if nobody was before",
      { policy: twice, state: "exhausted" },
      roster(["ana"], []),
      ["paged ana (level 1, round 1) until 10:10"],
    ],
    [
      "goes on with the fallback while still nobody is there",
      { policy: twice, state: "exhausted" },
      roster([], []),
      ["exhausted, called #payments until 10:20"],
    ],
    [
      "pages the first level after a snooze",
      { state: "snoozed", level: 1, round: 2 },
      both,
      ["paged ana (level 1, round 1) until 10:10"],
    ],
    ["does nothing while somebody has it", { state: "acknowledged" }, both, []],
    ["does nothing once it is closed", { state: "closed" }, both, []],
    ["does nothing while it is off", { state: "off" }, both, []],
    ["does nothing without a time", { nextAt: null }, both, []],
    ["does nothing before its time", { nextAt: at("10:05:01") }, both, []],
  ];

  it.each(cases)("%s", (_, more, people, expected) => {
    const pages = pageWhenDue(paging(more), people, at("10:05"));

    expect(pages.map(what)).toEqual(expected);
  });

  it("pages one level only, however late it is", () => {
    const pages = pageWhenDue(paging(), both, at("13:05"));

    expect(pages.map(what)).toEqual(["paged ben (level 2, round 1) until 13:10"]);
  });
});

describe("every page", () => {
  it("is the next step and says why", () => {
    const [page] = pageNext(paging({ step: 7 }), both, "escalated by hand", at("10:02"));
    const [call] = pageNext(paging({ step: 7, level: 1 }), both, "escalated by hand", at("10:02"));

    expect([page, call]).toMatchObject([
      { kind: "paged", step: 8, reason: "escalated by hand" },
      { kind: "exhausted", step: 8, reason: "escalated by hand" },
    ]);
  });
});
