import { describe, expect, it } from "vitest";
import { button, toldOfElement, many, mismatch, mrkdwn, option, plain, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const low = option("low");
const high = option("high");

function select(rest: Json = {}): Json {
  return { type: "static_select", options: [low, high], ...rest };
}

function overflow(rest: Json = {}): Json {
  return { type: "overflow", options: [low], ...rest };
}

function boxes(rest: Json = {}): Json {
  return { type: "checkboxes", options: [low, high], ...rest };
}

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

const options: readonly Case[] = [
  {
    rule: "an option's text has at most 75 characters",
    good: select({ options: [option("a", { text: plain(x(75)) })] }),
    bad: select({ options: [option("a", { text: plain(x(76)) })] }),
    says: [`${mismatch} @/options/0/text`, "must be less than 76 characters @/options/0/text/text"],
  },
  {
    rule: "an option's value has at most 75 characters",
    good: select({ options: [option(x(75))] }),
    bad: select({ options: [option("a", { value: x(76) })] }),
    says: ["must be less than 76 characters @/options/0/value"],
  },
  {
    rule: "an option has a value",
    good: select({ options: [low] }),
    bad: select({ options: [{ text: plain("low") }] }),
    says: ["missing required field: value @/options/0"],
  },
  {
    rule: "an option's description has at most 75 characters",
    good: select({ options: [option("a", { description: plain(x(75)) })] }),
    bad: select({ options: [option("a", { description: plain(x(76)) })] }),
    says: [
      `${mismatch} @/options/0/description`,
      "must be less than 76 characters @/options/0/description/text",
    ],
  },
  {
    rule: "a menu's options are plain_text, a checkbox's may be mrkdwn",
    good: boxes({ options: [option("a", { text: mrkdwn("*a*") })] }),
    bad: select({ options: [option("a", { text: mrkdwn("*a*") })] }),
    says: [`${mismatch} @/options/0/text`, "must be a valid enum value @/options/0/text/type"],
  },
  {
    rule: "only an overflow's options open a URL",
    good: overflow({ options: [option("a", { url: "https://example.com" })] }),
    bad: select({ options: [option("a", { url: "https://example.com" })] }),
    says: ["invalid additional property: url @/options/0"],
  },
  {
    rule: "an overflow has at most 5 options",
    good: overflow({ options: many(5, (index) => option(`${index}`)) }),
    bad: overflow({ options: many(6, (index) => option(`${index}`)) }),
    says: ["no more than 5 items allowed @/options"],
  },
  {
    rule: "an overflow has at least one option",
    good: overflow(),
    bad: overflow({ options: [] }),
    says: ["must provide at least 1 items @/options"],
  },
  {
    rule: "a menu has at most 100 options",
    good: select({ options: many(100, (index) => option(`${index}`)) }),
    bad: select({ options: many(101, (index) => option(`${index}`)) }),
    says: ["no more than 100 items allowed @/options"],
  },
  {
    rule: "a menu has at least one option",
    good: select({ options: [low] }),
    bad: select({ options: [] }),
    says: ["must provide at least 1 items @/options"],
  },
  {
    rule: "checkboxes have at most 10 options",
    good: boxes({ options: many(10, (index) => option(`${index}`)) }),
    bad: boxes({ options: many(11, (index) => option(`${index}`)) }),
    says: ["no more than 10 items allowed @/options"],
  },
  {
    rule: "radio buttons have at most 10 options",
    good: { type: "radio_buttons", options: many(10, (index) => option(`${index}`)) },
    bad: { type: "radio_buttons", options: many(11, (index) => option(`${index}`)) },
    says: ["no more than 10 items allowed @/options"],
  },
];

describe.each([
  ["buttons", buttons],
  ["confirmations", dialogs],
  ["options", options],
])("%s", (_, cases) => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfElement(good)).toEqual([]);
    expect(toldOfElement(bad)).toEqual(says);
  });
});
