import { describe, expect, it } from "vitest";
import { actions, button, many, mismatch, mrkdwn, plain, section, toldOf, x } from "./cases.ts";
import type { Case } from "./cases.ts";

const image = { type: "image", image_url: "https://example.com/a.png", alt_text: "Logo" };

const cases: readonly Case[] = [
  {
    rule: "a block has a type",
    good: { type: "divider" },
    bad: {},
    says: ["missing required field: type @"],
  },
  {
    rule: "a block's type is a string",
    good: { type: "divider" },
    bad: { type: 7 },
    says: ["must provide a string @/type"],
  },
  {
    rule: "a block's type is known",
    good: { type: "divider" },
    bad: { type: "sections" },
    says: ["unsupported type: sections @/type"],
  },
  {
    rule: "a name that every object has is no type",
    good: { type: "divider" },
    bad: { type: "constructor" },
    says: ["unsupported type: constructor @/type"],
  },
  {
    rule: "block_id has at most 255 characters",
    good: { type: "divider", block_id: x(255) },
    bad: { type: "divider", block_id: x(256) },
    says: ["must be less than 256 characters @/block_id"],
  },
  {
    rule: "block_id is a string",
    good: { type: "divider", block_id: "top" },
    bad: { type: "divider", block_id: null },
    says: ["must provide a string @/block_id"],
  },
  {
    rule: "a section has text or fields",
    good: { type: "section", fields: [mrkdwn("*Service*")] },
    bad: { type: "section" },
    says: ["must define either `text` or `fields` @/type"],
  },
  {
    rule: "a section has at most 10 fields",
    good: section({ fields: many(10, () => plain("Service")) }),
    bad: section({ fields: many(11, () => plain("Service")) }),
    says: ["no more than 10 items allowed @/fields"],
  },
  {
    rule: "fields are not empty",
    good: section({ fields: [plain("Service")] }),
    bad: section({ fields: [] }),
    says: ["must provide at least 1 items @/fields"],
  },
  {
    rule: "fields are a list",
    good: section({ fields: [plain("Service")] }),
    bad: section({ fields: null }),
    says: ["must provide an array @/fields"],
  },
  {
    rule: "a field has at most 2000 characters",
    good: section({ fields: [plain(x(2000))] }),
    bad: section({ fields: [plain(x(2001))] }),
    says: [`${mismatch} @/fields/0`, "must be less than 2001 characters @/fields/0/text"],
  },
  {
    rule: "a section has one accessory, not several",
    good: section({ accessory: button() }),
    bad: section({ accessory: [button()] }),
    says: ["must provide an object @/accessory"],
  },
  {
    rule: "a text is no accessory",
    good: section({ accessory: image }),
    bad: section({ accessory: plain("Service") }),
    says: ["unsupported type: plain_text @/accessory/type"],
  },
  {
    rule: "a section knows expand and nothing unknown",
    good: section({ expand: true }),
    bad: section({ expanded: true }),
    says: ["invalid additional property: expanded @"],
  },
  {
    rule: "a header has at most 150 characters",
    good: { type: "header", text: plain(x(150)) },
    bad: { type: "header", text: plain(x(151)) },
    says: [`${mismatch} @/text`, "must be less than 151 characters @/text/text"],
  },
  {
    rule: "a header's level is at most 4",
    good: { type: "header", text: plain("SEV1"), level: 4 },
    bad: { type: "header", text: plain("SEV1"), level: 5 },
    says: ["must be less than 4 @/level"],
  },
  {
    rule: "a header's level is at least 1",
    good: { type: "header", text: plain("SEV1"), level: 1 },
    bad: { type: "header", text: plain("SEV1"), level: 0 },
    says: ["must be greater than 1 @/level"],
  },
  {
    rule: "a header has a text",
    good: { type: "header", text: plain("SEV1") },
    bad: { type: "header" },
    says: ["missing required field: text @"],
  },
  {
    rule: "a context has at most 10 elements",
    good: { type: "context", elements: many(10, () => plain("SEV1")) },
    bad: { type: "context", elements: many(11, () => plain("SEV1")) },
    says: ["no more than 10 items allowed @/elements"],
  },
  {
    rule: "a context holds texts and images only",
    good: { type: "context", elements: [image, mrkdwn("SEV1")] },
    bad: { type: "context", elements: [button()] },
    says: ["unsupported type: button @/elements/0/type"],
  },
  {
    rule: "a text in a context has at most 3000 characters",
    good: { type: "context", elements: [plain(x(3000)), mrkdwn(x(3000))] },
    bad: { type: "context", elements: [plain(x(3001)), mrkdwn(x(3001))] },
    says: [
      "must be less than 3001 characters @/elements/0/text",
      "must be less than 3001 characters @/elements/1/text",
    ],
  },
  {
    rule: "an actions block has at most 25 elements",
    good: actions(...many(25, () => button())),
    bad: actions(...many(26, () => button())),
    says: ["no more than 25 items allowed @/elements"],
  },
  {
    rule: "an actions block has at least one element",
    good: actions(button()),
    bad: actions(),
    says: ["must provide at least 1 items @/elements"],
  },
  {
    rule: "a multi-select menu is no action",
    good: section({ accessory: { type: "multi_users_select" } }),
    bad: actions({ type: "multi_users_select" }),
    says: ["unsupported type: multi_users_select @/elements/0/type"],
  },
  {
    rule: "a markdown block has at most 12000 characters",
    good: { type: "markdown", text: x(12_000) },
    bad: { type: "markdown", text: x(12_001) },
    says: ["must be less than 12001 characters @/text"],
  },
  {
    rule: "a remote file has source remote",
    good: { type: "file", external_id: "1", source: "remote" },
    bad: { type: "file", external_id: "1", source: "local" },
    says: ["must be a valid enum value @/source"],
  },
];

describe("blocks", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
