import { describe, expect, it } from "vitest";
import { richText, toldOf } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

function line(...elements: readonly Json[]): Json {
  return { type: "rich_text_section", elements };
}

function inLine(element: Json): Json {
  return richText(line(element));
}

function bullets(rest: Json = {}): Json {
  return richText({ type: "rich_text_list", style: "bullet", elements: [line(word)], ...rest });
}

const word = { type: "text", text: "Latency" };
const link = { type: "link", url: "https://example.com" };

const fire = { type: "emoji", name: "fire" };

const cases: readonly Case[] = [
  {
    rule: "rich text has at least one part",
    good: richText(line()),
    bad: richText(),
    says: ["must provide at least 1 items @/elements"],
  },
  {
    rule: "rich text is made of sections, lists, quotes and preformatted text",
    good: richText(line(word), { type: "rich_text_quote", elements: [word], border: 1 }),
    bad: richText(word),
    says: ["unsupported type: text @/elements/0/type"],
  },
  {
    rule: "a text is not empty",
    good: inLine(word),
    bad: inLine({ type: "text", text: "" }),
    says: ["must be more than 0 characters @/elements/0/elements/0/text"],
  },
  {
    rule: "mrkdwn is no rich text",
    good: inLine(word),
    bad: inLine({ type: "mrkdwn", text: "*Latency*" }),
    says: ["unsupported type: mrkdwn @/elements/0/elements/0/type"],
  },
  {
    rule: "a style is an object of booleans",
    good: inLine({ ...word, style: { bold: true, code: false } }),
    bad: inLine({ ...word, style: { bold: "yes" } }),
    says: ["must be a boolean @/elements/0/elements/0/style/bold"],
  },
  {
    rule: "a style is known",
    good: inLine({ ...word, style: { strike: true } }),
    bad: inLine({ ...word, style: { blink: true } }),
    says: ["invalid additional property: blink @/elements/0/elements/0/style"],
  },
  {
    rule: "a link has a URL",
    good: inLine({ ...link, text: "runbook", unsafe: false }),
    bad: inLine({ type: "link", url: "runbook" }),
    says: ["input must be a valid: uri @/elements/0/elements/0/url"],
  },
  {
    rule: "an emoji has a name",
    good: inLine({ type: "emoji", name: "fire", unicode: "1f525", skin_tone: 2 }),
    bad: inLine({ type: "emoji" }),
    says: ["missing required field: name @/elements/0/elements/0"],
  },
  {
    rule: "a user is named by user_id",
    good: inLine({ type: "user", user_id: "U1" }),
    bad: inLine({ type: "user", user: "U1" }),
    says: ["missing required field: user_id @/elements/0/elements/0"],
  },
  {
    rule: "a user group is named by usergroup_id",
    good: inLine({ type: "usergroup", usergroup_id: "S1" }),
    bad: inLine({ type: "usergroup" }),
    says: ["missing required field: usergroup_id @/elements/0/elements/0"],
  },
  {
    rule: "a channel is named by channel_id",
    good: inLine({ type: "channel", channel_id: "C1" }),
    bad: inLine({ type: "channel", channel_id: null }),
    says: ["must provide a string @/elements/0/elements/0/channel_id"],
  },
  {
    rule: "a team is named by team_id",
    good: inLine({ type: "team", team_id: "T1" }),
    bad: inLine({ type: "team", team_id: "" }),
    says: ["must be more than 0 characters @/elements/0/elements/0/team_id"],
  },
  {
    rule: "a broadcast has a range",
    good: inLine({ type: "broadcast", range: "here" }),
    bad: inLine({ type: "broadcast", range: "all" }),
    says: ["must be a valid enum value @/elements/0/elements/0/range"],
  },
  {
    rule: "a colour has a value",
    good: inLine({ type: "color", value: "#ff0000" }),
    bad: inLine({ type: "color" }),
    says: ["missing required field: value @/elements/0/elements/0"],
  },
  {
    rule: "a date has whole seconds",
    good: inLine({
      type: "date",
      timestamp: 1_795_000_000,
      format: "{ago}",
      fallback: "20:00 UTC",
    }),
    bad: inLine({ type: "date", timestamp: 1_795_000_000.5, format: "{ago}" }),
    says: ["must provide an integer @/elements/0/elements/0/timestamp"],
  },
  {
    rule: "a date has a format",
    good: inLine({ type: "date", timestamp: 0, format: "{date}", url: "https://example.com" }),
    bad: inLine({ type: "date", timestamp: 0, format: "" }),
    says: ["must be more than 0 characters @/elements/0/elements/0/format"],
  },
  {
    rule: "an emoji has one of six skin tones",
    good: richText(line({ ...fire, skin_tone: 1 }, { ...fire, skin_tone: 6 })),
    bad: richText(line({ ...fire, skin_tone: 0 }, { ...fire, skin_tone: 7 })),
    says: [
      "must be greater than 1 @/elements/0/elements/0/skin_tone",
      "must be less than 6 @/elements/0/elements/1/skin_tone",
    ],
  },
  {
    rule: "a list has a style",
    good: bullets({ style: "ordered", offset: 2 }),
    bad: bullets({ style: "dashed" }),
    says: ["must be a valid enum value @/elements/0/style"],
  },
  {
    rule: "a list is indented 0 to 8 steps",
    good: bullets({ indent: 8, border: 0 }),
    bad: bullets({ indent: 9 }),
    says: ["must be less than 8 @/elements/0/indent"],
  },
  {
    rule: "a list is not indented backwards",
    good: bullets({ indent: 0, offset: 0 }),
    bad: bullets({ indent: -1, offset: -1 }),
    says: [
      "must be greater than 0 @/elements/0/indent",
      "must be greater than 0 @/elements/0/offset",
    ],
  },
  {
    rule: "a list holds sections only",
    good: bullets(),
    bad: bullets({ elements: [word] }),
    says: ["unsupported type: text @/elements/0/elements/0/type"],
  },
  {
    rule: "preformatted text holds texts and links only",
    good: richText({ type: "rich_text_preformatted", elements: [word, link] }),
    bad: richText({ type: "rich_text_preformatted", elements: [{ type: "emoji", name: "fire" }] }),
    says: ["unsupported type: emoji @/elements/0/elements/0/type"],
  },
  {
    rule: "a border is 0 or 1",
    good: richText({ type: "rich_text_quote", elements: [word], border: 1 }),
    bad: richText({ type: "rich_text_quote", elements: [word], border: 2 }),
    says: ["must be less than 1 @/elements/0/border"],
  },
];

describe("rich text", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
