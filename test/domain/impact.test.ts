import { describe, expect, it } from "vitest";
import { decide } from "#domain/incident/decide-incident.ts";
import type { Severity } from "#domain/severity.ts";
import { at, type Command, incident, person, resolve, roster } from "#test/support/build.ts";
import { told } from "#test/support/tell.ts";

const ANA = person("ana");
const REASON = "the log";
const NOBODY = roster();

function give(start: string | null, end: string | null, reason = REASON): Command {
  return {
    kind: "give-impact",
    by: ANA,
    start: start === null ? null : at(start),
    end: end === null ? null : at(end),
    reason,
  };
}

function suggest(severity: Severity): Command {
  return { kind: "suggest-severity", by: { kind: "muster" }, severity, reason: "it burns" };
}

const LEAVE: Command = { kind: "leave-impact-to-metric", by: ANA, reason: REASON };
const CORRECT: Command = {
  kind: "correct-times",
  by: ANA,
  times: new Map([["impact", at("09:40")]]),
  reason: REASON,
};

describe("when it hurt, as people give it", () => {
  it("is the start of the incident, whatever form it was given by", () => {
    const given = incident({}, ["10:05", give("09:40", null)]);
    const corrected = incident({}, ["10:05", CORRECT]);

    for (const one of [given, corrected]) {
      expect(one.startedAt.toISO()).toBe(at("09:40").toISO());
      expect(one.impact).toMatchObject({ start: at("09:40"), end: null, noted: at("10:00") });
    }
  });

  it("is given as a whole, and left to the metric again as it was noted at first", () => {
    const end = incident({}, ["10:05", give("09:40", "10:02")], ["10:20", give(null, "10:15")]);
    expect(end.impact).toMatchObject({ start: null, end: at("10:15"), noted: null });
    expect(end.startedAt.toISO()).toBe(at("10:00").toISO());

    const left = incident({}, ["10:05", give("09:40", "10:02")], ["10:30", LEAVE]);
    expect(left.startedAt.toISO()).toBe(at("10:00").toISO());
    expect(left.impact).toMatchObject({ start: null, end: null, changedAt: at("10:30") });
  });

  it("has no end any more when it is opened again", () => {
    const given = incident({}, ["10:10", give(null, "10:08")], ["10:10", resolve()]);
    const again = incident(
      {},
      ["10:10", give(null, "10:08")],
      ["10:10", resolve()],
      ["10:20", { kind: "reopen", by: ANA, reason: "", pages: false, roster: NOBODY }],
    );

    expect(given.impact.end).not.toBeNull();
    expect(again.impact.end).toBeNull();
  });

  it.each<[string, Command, string]>([
    ["nothing", give(null, null), "say when it began, or when it ended"],
    ["no reason", give("09:40", null, ""), "say why"],
    ["a start to come", give("10:31", null), "this time has not come yet"],
    ["an end to come", give(null, "10:31"), "this time has not come yet"],
    ["an end before its start", give("09:40", "09:40"), "it ended before it began"],
    ["an end before the known start", give(null, "09:59"), "it ended before it began"],
    ["what nobody gave, left to the metric", LEAVE, "nobody gave it"],
  ])("is not taken with %s", (_, command, reason) => {
    const decision = decide(incident(), command, at("10:30"));

    expect(decision.events).toEqual([]);
    expect(decision.reason).toBe(reason);
  });
});

describe("the severity that an error budget suggests", () => {
  it("is told once, and again only when it is worse", () => {
    const sev3 = incident({ severity: "SEV3" }, ["10:05", suggest("SEV2")]);

    expect(told(decide(sev3, suggest("SEV2"), at("10:06")))).toEqual([]);
    expect(told(decide(sev3, suggest("SEV1"), at("10:06")))).toEqual(["severity-suggested"]);
    expect(sev3.severity).toBe("SEV3");
  });

  it.each<[string, ReturnType<typeof incident>]>([
    ["is no worse", incident({ severity: "SEV1" })],
    ["is over", incident({ severity: "SEV3" }, ["10:05", resolve()])],
    [
      "is mitigated",
      incident({ severity: "SEV3" }, ["10:05", { kind: "mark-mitigated", by: ANA }]),
    ],
  ])("is not told of what %s", (_, given) => {
    expect(told(decide(given, suggest("SEV1"), at("10:10")))).toEqual([]);
  });
});
