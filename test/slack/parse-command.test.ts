import { describe, expect, it } from "vitest";
import { parseCommand, type TypedCommand } from "#slack/flows/incident/parse.ts";

function act(
  name: "acknowledge" | "escalate" | "resolve",
  incident: number | null,
  words = "",
): Record<string, unknown> {
  return { kind: "act", act: name, incident, words };
}

function merge(from: number | null, into: number | null): Record<string, unknown> {
  return { kind: "merge", from, into };
}

describe("what is typed after the command", () => {
  it.each<[string, Record<string, unknown>]>([
    ["", { kind: "menu" }],
    ["   ", { kind: "menu" }],
    ["new", { kind: "new", title: "" }],
    ["declare  Payments are slow ", { kind: "new", title: "Payments are slow" }],
    ["create x", { kind: "new", title: "x" }],
    ["list", { kind: "list" }],
    ["LIST please", { kind: "list" }],
    ["help", { kind: "help" }],
    ["ack", act("acknowledge", null)],
    ["acknowledge INC-12", act("acknowledge", 12)],
    ["ack 12", act("acknowledge", 12)],
    ["ack inc-12", act("acknowledge", 12)],
    ["ack #12", act("acknowledge", 12)],
    ["ack inc12", act("acknowledge", 12)],
    ["escalate 7", act("escalate", 7)],
    ["resolve", act("resolve", null)],
    ["resolve INC-7 rolled back", act("resolve", 7, "rolled back")],
    ["resolve rolled back", act("resolve", null, "rolled back")],
    ["resolve\n7\nrolled\nback", act("resolve", 7, "rolled\nback")],
    ["merge INC-7 into INC-3", merge(7, 3)],
    ["merge inc-7 INTO #3", merge(7, 3)],
    ["merge 7 3", merge(7, 3)],
    ["merge INC-3", merge(null, 3)],
    ["merge into INC-3", merge(null, 3)],
    ["merge", merge(null, null)],
    ["merge INC-7 into", merge(null, null)],
    ["merge 7 into 3 please", merge(null, null)],
    ["merge this into 3", { kind: "no-such-incident", word: "this" }],
    ["merge 7 into that", { kind: "no-such-incident", word: "that" }],
    ["ack something", { kind: "no-such-incident", word: "something" }],
    ["ack 0", { kind: "no-such-incident", word: "0" }],
    ["resolve 12x", { kind: "no-such-incident", word: "12x" }],
    ["ack 99999999999999999999", { kind: "no-such-incident", word: "99999999999999999999" }],
    ["resole 7", { kind: "unknown", word: "resole", guess: "resolve" }],
    ["halp", { kind: "unknown", word: "halp", guess: "help" }],
    ["frobnicate", { kind: "unknown", word: "frobnicate", guess: null }],
    ["constructor", { kind: "unknown", word: "constructor", guess: null }],
  ])("%j means %j", (text, expected) => {
    const parsed: TypedCommand = parseCommand(text);

    expect(parsed).toEqual(expected);
  });
});
