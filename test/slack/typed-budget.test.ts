import { describe, expect, it } from "vitest";
import { readTypedImpact } from "#slack/flows/budget/typed-impact.ts";
import { readTypedBudget } from "#slack/flows/budget/typed-share.ts";
import { at } from "#test/support/build.ts";
import { objective } from "#test/support/objective.ts";

const NOW = { now: at("10:00").toMillis(), zone: "UTC" };

function instant(time: string | null, daysAgo = 0): number | null {
  return time === null ? null : at(time).minus({ days: daysAgo }).toMillis();
}

describe("what is typed of when it hurt", () => {
  it.each<[string, number | null, number | null]>([
    ["from 02:40 to 03:10 because the log", instant("02:40"), instant("03:10")],
    ["02:40 until 03:10 because the log", instant("02:40"), instant("03:10")],
    ["since 02:40 because the log", instant("02:40"), null],
    ["until 03:10 because the log", null, instant("03:10")],
    ["from yesterday 23:10 to 00:20 because the log", instant("23:10", 1), instant("00:20")],
    ["from 2026-11-18 02:40 to 03:10 because the log", instant("02:40", 2), instant("03:10", 2)],
    ["from 20 minutes ago because the log", instant("09:40"), null],
  ])("%s", (text, start, end) => {
    expect(readTypedImpact(text, NOW)).toEqual({ kind: "impact", start, end, reason: "the log" });
  });

  it.each([
    ["found because I was wrong", "I was wrong"],
    ["found I was wrong", "I was wrong"],
    ["found", ""],
  ])("left to the metric: %s", (text, reason) => {
    expect(readTypedImpact(text, NOW)).toEqual({ kind: "found", reason });
  });

  it.each([
    ["from 02:40 to 03:10", "Say why"],
    ["from teatime to 03:10 because the log", "Write it like"],
    ["from 02:40 to never because the log", "Write it like"],
    ["from 02:40 sharp because the log", "Write it like"],
  ])("cannot be read: %s", (text, words) => {
    expect(readTypedImpact(text, NOW)).toMatchObject({
      kind: "unclear",
      words: expect.stringContaining(words),
    });
  });
});

describe("what is typed of a budget", () => {
  const [requests, latency] = [objective(), objective({ id: "checkout-latency", name: "latency" })];

  it.each<[string, object]>([
    ["", { kind: "show" }],
    ["again", { kind: "again" }],
    ["20 % for 30 min because it says so", { kind: "given", percent: 20, minutes: 30 }],
    ["2.5% for 1.5 h because it says so", { kind: "given", percent: 2.5, minutes: 90 }],
    ["measured because it was wrong", { kind: "measured", reason: "it was wrong" }],
    ["20 % for 30 min", { kind: "unclear", words: "Say why, after `because`." }],
    ["120 % for 30 min because x", { kind: "unclear", words: "No more than 100 % can fail." }],
    ["20 % for 900 h because x", { kind: "unclear" }],
    ["20 % for 0 min because x", { kind: "unclear" }],
    ["a lot because x", { kind: "unclear" }],
  ])("of the only objective: %s", (text, expected) => {
    expect(readTypedBudget(text, [requests])).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ["latency 20 % for 30 min because x", { kind: "given", objective: { name: "latency" } }],
    ["checkout-requests measured because x", { kind: "measured", objective: { name: "requests" } }],
    [
      "20 % for 30 min because x",
      { kind: "unclear", words: "Say first of which objective: `requests`, `latency`." },
    ],
  ])("of one of two: %s", (text, expected) => {
    expect(readTypedBudget(text, [requests, latency])).toMatchObject(expected);
  });
});
