import { describe, expect, it } from "vitest";
import { splitTyped } from "#slack/flows/desk/typed.ts";
import { INCIDENT_WORDS } from "#slack/flows/incident-words.ts";
import { parseSubject, readName } from "#slack/flows/incident/parse.ts";

function subject(incident: number | null, text = ""): Record<string, unknown> {
  return { kind: "subject", incident, text };
}

function none(word: string): Record<string, unknown> {
  return { kind: "no-such-incident", word };
}

describe("what is typed after the command", () => {
  it.each<[string, string, string]>([
    ["", "", ""],
    ["   ", "", ""],
    ["declare  Payments are slow ", "declare", "Payments are slow"],
    ["resolve\n7\nrolled\nback", "resolve", "7\nrolled\nback"],
  ])("%j is a word and what follows it", (text, word, rest) => {
    expect(splitTyped(text)).toEqual({ word, rest });
  });

  it("has words of which each means one thing", () => {
    const words = INCIDENT_WORDS.flatMap((word) => word.words);

    expect(words).toContain("new");
    expect(words).toContain("ack");
    expect(new Set(words).size).toBe(words.length);
  });
});

describe("which incident a word is about", () => {
  it.each<[string, Record<string, unknown>]>([
    ["", subject(null)],
    ["INC-12", subject(12)],
    ["12", subject(12)],
    ["inc-12", subject(12)],
    ["#12", subject(12)],
    ["inc12", subject(12)],
    ["12 please", subject(12, "please")],
    ["something", none("something")],
    ["0", none("0")],
    ["12x", none("12x")],
    ["99999999999999999999", none("99999999999999999999")],
  ])("%j where no words may follow", (text, expected) => {
    expect(parseSubject(text, { takesWords: false, atHome: true })).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ["", subject(null)],
    ["INC-7 rolled back", subject(7, "rolled back")],
    ["#7\nrolled\nback", subject(7, "rolled\nback")],
    ["7", subject(7)],
    ["rolled back", subject(null, "rolled back")],
    ["500 errors a second", subject(null, "500 errors a second")],
    ["into INC-3", subject(null, "into INC-3")],
    ["INC-7x rolled back", none("INC-7x")],
    ["INC-0", none("INC-0")],
  ])("%j where words may follow", (text, expected) => {
    expect(parseSubject(text, { takesWords: true, atHome: true })).toEqual(expected);
  });

  it("is named by a bare number too where it cannot be left out", () => {
    const elsewhere = { takesWords: true, atHome: false };

    expect(parseSubject("7 rolled back", elsewhere)).toEqual(subject(7, "rolled back"));
  });

  it.each<[string, number | null]>([
    ["INC-3", 3],
    ["#3", 3],
    ["3", 3],
    ["that", null],
    ["", null],
  ])("is called %j", (word, id) => {
    expect(readName(word)).toBe(id);
  });
});
