import { describe, expect, it } from "vitest";
import {
  type Choices,
  completed,
  completionsFor,
  typingAt,
} from "#sandbox/page/conversation/completion.ts";
import { channel, user } from "#test/page/frame/samples.ts";

const choices: Choices = {
  people: [user("ANN", { real_name: "Ann Dahl" }), user("BEN", { real_name: "Ben Hall" })],
  channels: [channel("GENERAL"), channel("TEAM", { name: "team-shop" })],
  commands: [{ command: "/incident", description: "Declares one", usage_hint: "[new | list]" }],
  emojis: (part) => [{ name: `${part}da`, unicode: "🎉" }],
};

function chosen(text: string, cursor = text.length) {
  const typing = typingAt(text, cursor);
  const [first] = typing === null ? [] : completionsFor(typing, choices);
  return typing === null || first === undefined ? null : completed(text, typing, first);
}

describe("the word at the cursor", () => {
  it.each([
    ["hello @an", "person", "an"],
    ["@", "person", ""],
    ["see (#te", "channel", "te"],
    ["done :ta", "emoji", "ta"],
    ["/inc", "command", "inc"],
    ["/", "command", ""],
  ])("of %j is a %s", (text, kind, part) => {
    expect(typingAt(text, text.length)).toMatchObject({ kind, part });
  });

  it.each(["hello", "ann@example", "at 10:30", "done :t", "see /inc", "/incident new", "@ann "])(
    "of %j cannot be completed",
    (text) => {
      expect(typingAt(text, text.length)).toBeNull();
    },
  );

  it("is the one before the cursor, not the last", () => {
    expect(typingAt("@an and more", 3)).toMatchObject({ part: "an", start: 0, end: 3 });
  });
});

describe("completing", () => {
  it.each([
    ["hi @be", "hi @ben "],
    ["hi @hall", "hi @ben "],
    ["see #shop", "see #team-shop "],
    ["done :ta", "done :tada: "],
    ["/inc", "/incident "],
  ])("makes of %j %j", (text, expected) => {
    expect(chosen(text)).toEqual({ text: expected, cursor: expected.length });
  });

  it("keeps what follows and puts the cursor between", () => {
    expect(chosen("@an and more", 3)).toEqual({ text: "@ann and more", cursor: 5 });
  });

  it("offers nothing for nobody's name", () => {
    expect(chosen("@zoe")).toBeNull();
  });

  it("shows how a command is used", () => {
    const typing = typingAt("/i", 2);
    const found = typing === null ? [] : completionsFor(typing, choices);
    expect(found[0]?.hint).toBe("[new | list] · Declares one");
  });
});
