import { describe, expect, it } from "vitest";
import { button, input, mismatch, plain, toldOf, x } from "./cases.ts";
import type { Case } from "./cases.ts";

const video = {
  type: "video",
  video_url: "https://example.com/v",
  thumbnail_url: "https://example.com/t.png",
  alt_text: "Replay",
  title: plain("Replay"),
};

const name = { type: "plain_text_input" };

const cases: readonly Case[] = [
  {
    rule: "an input has an element",
    good: input(name),
    bad: { type: "input", label: plain("Title") },
    says: ["missing required field: element @"],
  },
  {
    rule: "an input has a label of at most 2000 characters",
    good: input(name, { label: plain(x(2000)) }),
    bad: input(name, { label: plain(x(2001)) }),
    says: [`${mismatch} @/label`, "must be less than 2001 characters @/label/text"],
  },
  {
    rule: "a hint has at most 2000 characters",
    good: input(name, { hint: plain(x(2000)) }),
    bad: input(name, { hint: plain(x(2001)) }),
    says: [`${mismatch} @/hint`, "must be less than 2001 characters @/hint/text"],
  },
  {
    rule: "a button is no input",
    good: input({ type: "multi_users_select" }),
    bad: input(button()),
    says: ["unsupported type: button @/element/type"],
  },
  {
    rule: "an alert has at most 200 characters",
    good: { type: "alert", text: plain(x(200)) },
    bad: { type: "alert", text: plain(x(201)) },
    says: [`${mismatch} @/text`, "must be less than 201 characters @/text/text"],
  },
  {
    rule: "a video's title has fewer than 200 characters, its author fewer than 50",
    good: { ...video, title: plain(x(199)), author_name: x(49) },
    bad: { ...video, title: plain(x(200)), author_name: x(50) },
    says: [
      `${mismatch} @/title`,
      "must be less than 200 characters @/title/text",
      "must be less than 50 characters @/author_name",
    ],
  },
  {
    rule: "a video's alt_text has at most 2000 characters, its description 200",
    good: { ...video, alt_text: x(2000), description: plain(x(200)) },
    bad: { ...video, alt_text: x(2001), description: plain(x(201)) },
    says: [
      "must be less than 2001 characters @/alt_text",
      `${mismatch} @/description`,
      "must be less than 201 characters @/description/text",
    ],
  },
  {
    rule: "optional and dispatch_action are booleans",
    good: input(name, { optional: true, dispatch_action: false }),
    bad: input(name, { optional: 1, dispatch_action: "no" }),
    says: ["must be a boolean @/optional", "must be a boolean @/dispatch_action"],
  },
];

describe("blocks in modals", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good, "modal")).toEqual([]);
    expect(toldOf(bad, "modal")).toEqual(says);
  });
});
