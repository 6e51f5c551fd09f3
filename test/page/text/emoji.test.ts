import { describe, expect, it } from "vitest";
import { emojiOf, emojisMatching } from "#sandbox/page/text/emoji-names.ts";
import { splitEmoji } from "#sandbox/page/text/split-emoji.ts";

describe("emojiOf", () => {
  it.each([
    ["wave", "👋"],
    ["wave::skin-tone-2", "👋🏻"],
    ["wave::skin-tone-6", "👋🏿"],
    ["thumbsup", "👍"],
    ["+1", "👍"],
    ["flag-de", "🇩🇪"],
    ["de", "🇩🇪"],
    ["hash", "#️⃣"],
    ["warning", "⚠️"],
    ["point_up", "☝️"],
    ["point_up::skin-tone-3", "☝🏼"],
    ["female-technologist::skin-tone-4", "👩🏽‍💻"],
    ["skin-tone-2", "🏻"],
  ])("draws %s", (name, unicode) => {
    expect(emojiOf(name)).toBe(unicode);
  });

  it.each([
    "",
    "nobody",
    "slack",
    "Wave",
    "fire::skin-tone-2",
    "wave::skin-tone-7",
    "wave::x",
    "constructor",
  ])("knows no %j", (name) => {
    expect(emojiOf(name)).toBeNull();
  });
});

describe("emojisMatching", () => {
  it("answers at most twenty, whole names and beginnings first", () => {
    const found = emojisMatching("fire");

    expect(found[0]).toEqual({ name: "fire", unicode: "🔥" });
    expect(found[1]?.name).toMatch(/^fire/);
    expect(emojisMatching("a")).toHaveLength(20);
  });

  it("answers only names that have what was typed, large or small", () => {
    expect(emojisMatching("TAD").map(({ name }) => name)).toEqual(["tada", "stadium"]);
    expect(emojisMatching("nobody")).toEqual([]);
  });

  it("gives every emoji a form that is drawn in colour", () => {
    const names = Array.from("abcdefghijklmnopqrstuvwxyz").flatMap((letter) =>
      emojisMatching(letter),
    );

    for (const { unicode } of names) expect(unicode).toMatch(/^\p{RGI_Emoji}$/v);
  });
});

describe("splitEmoji", () => {
  it("leaves what it does not know as text", () => {
    expect(splitEmoji("a :nobody:tada: *b*")).toEqual([
      { kind: "text", text: "a :nobody" },
      { kind: "emoji", name: "tada" },
      { kind: "text", text: " *b*" },
    ]);
  });
});
