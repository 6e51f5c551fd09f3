import { describe, expect, it } from "vitest";
import { mismatch, plain, section, toldOf, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const url = "https://example.com/chart.png";

function image(rest: Json = {}): Json {
  return { type: "image", image_url: url, alt_text: "Budget left: 72 %", ...rest };
}

const slackImage = { type: "image", alt_text: "Budget left: 72 %" };

const cases: readonly Case[] = [
  {
    rule: "an image has an alt_text",
    good: image(),
    bad: { type: "image", image_url: url },
    says: ["missing required field: alt_text @"],
  },
  {
    rule: "an image comes from somewhere",
    good: image({ title: plain("Budget") }),
    bad: { type: "image" },
    says: ["missing required field: image_url @", "missing required field: alt_text @"],
  },
  {
    rule: "an alt_text has at most 2000 characters",
    good: image({ alt_text: x(2000) }),
    bad: image({ alt_text: x(2001) }),
    says: ["must be less than 2001 characters @/alt_text"],
  },
  {
    rule: "an image URL has at most 3000 characters",
    good: image({ image_url: `https://a.example/${x(2982)}` }),
    bad: image({ image_url: `https://a.example/${x(2983)}` }),
    says: ["must be less than 3001 characters @/image_url"],
  },
  {
    rule: "an image URL is a URL",
    good: image({ image_url: url }),
    bad: image({ image_url: "chart.png" }),
    says: ["input must be a valid: uri @/image_url"],
  },
  {
    rule: "an image is fetched over http or https",
    good: image({ image_url: "http://example.com/chart.png" }),
    bad: image({ image_url: "data:image/png;base64,AAAA" }),
    says: ["downloading image failed @/image_url"],
  },
  {
    rule: "an image's title is plain_text of at most 2000 characters",
    good: image({ title: plain(x(2000)) }),
    bad: image({ title: plain(x(2001)) }),
    says: [`${mismatch} @/title`, "must be less than 2001 characters @/title/text"],
  },
  {
    rule: "a Slack file is named by an id of Slack's form",
    good: { ...slackImage, slack_file: { id: "F0123ABCD" } },
    bad: { ...slackImage, slack_file: { id: "f0123abcd" } },
    says: ["input must match regex pattern: ^[F][A-Z0-9]{8,}$ @/slack_file/id"],
  },
  {
    rule: "a Slack file is named by id or URL, not both",
    good: { ...slackImage, slack_file: { url } },
    bad: { ...slackImage, slack_file: { id: "F0123ABCD", url } },
    says: ["invalid additional property: url @/slack_file"],
  },
  {
    rule: "an image has one source",
    good: { ...slackImage, slack_file: { id: "F0123ABCD" } },
    bad: image({ slack_file: { id: "F0123ABCD" } }),
    says: ["invalid additional property: image_url @"],
  },
  {
    rule: "an image element has no title",
    good: section({ accessory: image() }),
    bad: section({ accessory: image({ title: plain("Budget") }) }),
    says: ["invalid additional property: title @/accessory"],
  },
];

describe("images", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
