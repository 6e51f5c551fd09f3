import { describe, expect, it } from "vitest";
import { actions, button, mismatch, mrkdwn, plain, section, toldOf, x } from "./cases.ts";
import type { Case } from "./cases.ts";

const cases: readonly Case[] = [
  {
    rule: "a section has at most 3000 characters",
    good: section({ text: mrkdwn(x(3000)) }),
    bad: section({ text: mrkdwn(x(3001)) }),
    says: [`${mismatch} @/text`, "must be less than 3001 characters @/text/text"],
  },
  {
    rule: "an emoji is one character",
    good: section({ text: mrkdwn("🔥".repeat(3000)) }),
    bad: section({ text: mrkdwn("🔥".repeat(3001)) }),
    says: [`${mismatch} @/text`, "must be less than 3001 characters @/text/text"],
  },
  {
    rule: "a text is not empty",
    good: section({ text: plain(" ") }),
    bad: section({ text: plain("") }),
    says: [`${mismatch} @/text`, "must be more than 0 characters @/text/text"],
  },
  {
    rule: "a text is of type plain_text or mrkdwn",
    good: section({ text: plain("down") }),
    bad: section({ text: { type: "markdown", text: "down" } }),
    says: [`${mismatch} @/text`, "unsupported type: markdown @/text/type"],
  },
  {
    rule: "a text has a type",
    good: section({ text: plain("down") }),
    bad: section({ text: { text: "down" } }),
    says: [`${mismatch} @/text`, "missing required field: type @/text"],
  },
  {
    rule: "a text has a text",
    good: section({ text: plain("down") }),
    bad: section({ text: { type: "mrkdwn" } }),
    says: [`${mismatch} @/text`, "missing required field: text @/text"],
  },
  {
    rule: "a text is an object",
    good: section({ text: plain("down") }),
    bad: section({ text: "down" }),
    says: [`${mismatch} @/text`, "must provide an object @/text", "must provide an object @/text"],
  },
  {
    rule: "only plain_text knows emoji",
    good: section({ text: { ...plain("down"), emoji: false } }),
    bad: section({ text: { ...mrkdwn("down"), emoji: false } }),
    says: [`${mismatch} @/text`, "invalid additional property: emoji @/text"],
  },
  {
    rule: "only mrkdwn knows verbatim",
    good: section({ text: { ...mrkdwn("down"), verbatim: true } }),
    bad: section({ text: { ...plain("down"), verbatim: true } }),
    says: [`${mismatch} @/text`, "invalid additional property: verbatim @/text"],
  },
  {
    rule: "emoji is a boolean",
    good: section({ text: { ...plain("down"), emoji: true } }),
    bad: section({ text: { ...plain("down"), emoji: "yes" } }),
    says: [`${mismatch} @/text`, "must be a boolean @/text/emoji"],
  },
  {
    rule: "a header takes plain_text only",
    good: { type: "header", text: plain("SEV1") },
    bad: { type: "header", text: mrkdwn("SEV1") },
    says: [`${mismatch} @/text`, "must be a valid enum value @/text/type"],
  },
  {
    rule: "a button takes plain_text only",
    good: actions(button({ text: plain("Escalate") })),
    bad: actions(button({ text: mrkdwn("Escalate") })),
    says: [`${mismatch} @/elements/0/text`, "must be a valid enum value @/elements/0/text/type"],
  },
  {
    rule: "null is not a text",
    good: section({ fields: [plain("down")] }),
    bad: section({ fields: [null] }),
    says: [
      `${mismatch} @/fields/0`,
      "must provide an object @/fields/0",
      "must provide an object @/fields/0",
    ],
  },
];

describe("text objects", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
