import { expect, it } from "vitest";
import { wordsOf } from "#sandbox/page/elements/words.ts";

it.each([
  [{ text: "R&amp;D &lt;b&gt;" }, "R&D <b>"],
  [{ text: "&amp;lt;" }, "&lt;"],
  [{ text: ":fire: and :nothing-of-the-kind:" }, "🔥 and :nothing-of-the-kind:"],
  [{ text: "at 10:30:fire:" }, "at 10:30🔥"],
  [{ text: ":fire:", emoji: false }, ":fire:"],
  [undefined, ""],
])("reads the words of %j", (text, words) => {
  expect(wordsOf(text)).toBe(words);
});
