import { describe, expect, it } from "vitest";
import { button, mismatch, mrkdwn, plain, toldOfElement, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

function ask(rest: Json = {}): Json {
  return button({ confirm: { text: plain("Page everybody?"), ...rest } });
}

const buttons: readonly Case[] = [
  {
    rule: "a button's text has at most 75 characters",
    good: button({ text: plain(x(75)) }),
    bad: button({ text: plain(x(76)) }),
    says: [`${mismatch} @/text`, "must be less than 76 characters @/text/text"],
  },
  {
    rule: "a button has a text",
    good: button(),
    bad: { type: "button" },
    says: ["missing required field: text @"],
  },
  {
    rule: "action_id has at most 255 characters",
    good: button({ action_id: x(255) }),
    bad: button({ action_id: x(256) }),
    says: ["must be less than 256 characters @/action_id"],
  },
  {
    rule: "a button's value has at most 2000 characters",
    good: button({ value: x(2000) }),
    bad: button({ value: x(2001) }),
    says: ["must be less than 2001 characters @/value"],
  },
  {
    rule: "a button's URL has at most 3000 characters",
    good: button({ url: `https://a.example/${x(2982)}` }),
    bad: button({ url: `https://a.example/${x(2983)}` }),
    says: ["must be less than 3001 characters @/url"],
  },
  {
    rule: "a button's URL is a URL",
    good: button({ url: "slack://open" }),
    bad: button({ url: "/runbooks/latency" }),
    says: ["input must be a valid: uri @/url"],
  },
  {
    rule: "a button's style is primary or danger",
    good: button({ style: "danger" }),
    bad: button({ style: "default" }),
    says: ["must be a valid enum value @/style"],
  },
  {
    rule: "a style that is not wanted is left out",
    good: button(),
    bad: button({ style: null }),
    says: ["must provide a string @/style"],
  },
  {
    rule: "an accessibility_label has at most 75 characters",
    good: button({ accessibility_label: x(75) }),
    bad: button({ accessibility_label: x(76) }),
    says: ["must be less than 76 characters @/accessibility_label"],
  },
  {
    rule: "a block_id belongs to the block",
    good: button({ action_id: "ack" }),
    bad: button({ block_id: "ack" }),
    says: ["invalid additional property: block_id @"],
  },
  {
    rule: "a workflow button names its trigger",
    good: {
      type: "workflow_button",
      text: plain("Start"),
      workflow: { trigger: { url: "https://slack.com/shortcuts/Ft1/x" } },
    },
    bad: { type: "workflow_button", text: plain("Start"), workflow: {} },
    says: ["missing required field: trigger @/workflow"],
  },
];

const dialogs: readonly Case[] = [
  {
    rule: "a confirmation has a text",
    good: ask(),
    bad: button({ confirm: { title: plain("Sure?") } }),
    says: ["missing required field: text @/confirm"],
  },
  {
    rule: "a confirmation's title has at most 100 characters",
    good: ask({ title: plain(x(100)) }),
    bad: ask({ title: plain(x(101)) }),
    says: [`${mismatch} @/confirm/title`, "must be less than 101 characters @/confirm/title/text"],
  },
  {
    rule: "a confirmation's text has at most 300 characters",
    good: ask({ text: mrkdwn(x(300)) }),
    bad: ask({ text: mrkdwn(x(301)) }),
    says: [`${mismatch} @/confirm/text`, "must be less than 301 characters @/confirm/text/text"],
  },
  {
    rule: "a confirmation's confirm button has at most 30 characters",
    good: ask({ confirm: plain(x(30)) }),
    bad: ask({ confirm: plain(x(31)) }),
    says: [
      `${mismatch} @/confirm/confirm`,
      "must be less than 31 characters @/confirm/confirm/text",
    ],
  },
  {
    rule: "a confirmation's deny button has at most 30 characters",
    good: ask({ deny: plain(x(30)) }),
    bad: ask({ deny: plain(x(31)) }),
    says: [`${mismatch} @/confirm/deny`, "must be less than 31 characters @/confirm/deny/text"],
  },
  {
    rule: "a confirmation's style is primary or danger",
    good: ask({ style: "primary" }),
    bad: ask({ style: "warning" }),
    says: ["must be a valid enum value @/confirm/style"],
  },
];

describe.each([
  ["buttons", buttons],
  ["confirmations", dialogs],
])("%s", (_, cases) => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfElement(good)).toEqual([]);
    expect(toldOfElement(bad)).toEqual(says);
  });
});
