import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { type Chain, sickAmong, whatAils } from "#domain/chain.ts";
import type { Impairment } from "#domain/impairment.ts";

const WELL: Chain = {
  deliveries: 60,
  timers: 30,
  pages: 60,
  blind: [],
  slack: null,
  selfPageMissing: false,
  impairments: [],
};

function impairment(severity: Impairment["severity"]): Impairment {
  const since = DateTime.fromISO("2026-11-21T10:00:00Z");
  const words = { words: "it is full", consequence: "", fix: "" };
  return { part: "database-disk", key: "", since, severity, ...words };
}

describe("the chain from an alert to a page", () => {
  it("is well while nothing is late and nothing endangers pages", () => {
    expect(whatAils({ ...WELL, impairments: [impairment("degraded")] })).toEqual([]);
  });

  it.each<[string, Partial<Chain>]>([
    ["a delivery has waited for 61 seconds", { deliveries: 61 }],
    ["a timer has been late for 31 seconds", { timers: 31 }],
    ["a page has waited for 61 seconds", { pages: 61 }],
    ["the heartbeat of prod is missing", { blind: ["prod"] }],
    ["Slack refuses the token", { slack: "Slack refuses the token" }],
    ["the page to itself has not arrived", { selfPageMissing: true }],
    ["database-disk: it is full", { impairments: [impairment("pages-at-risk")] }],
  ])("is ill when %s", { tags: ["F41"] }, (words, more) => {
    expect(whatAils({ ...WELL, ...more })).toEqual([words]);
  });
});

describe("processes that share one switch", () => {
  it.each<[string, readonly string[], number, readonly string[]]>([
    ["speaks for itself", [], 0, []],
    ["says that it is ill", ["no disk"], 0, ["no disk"]],
    ["missed three beats and is busy", [], 180, []],
    ["fell silent", [], 181, ["nothing was heard of it for 181 seconds"]],
    ["was ill and fell silent", ["no disk"], 600, ["no disk"]],
    ["was taken away", ["no disk"], 901, []],
  ])("count one that %s", { tags: ["F41"] }, (_, sick, silentSeconds, expected) => {
    const well = { name: "a", silentSeconds: 0, sick: [] };

    const found = sickAmong([well, { name: "b", silentSeconds, sick }], 60);

    expect(found).toEqual(expected.length === 0 ? [] : [{ name: "b", sick: expected }]);
  });
});
