import { describe, expect, it } from "vitest";
import { many, mismatch, mrkdwn, option, plain, toldOfElement, x } from "./cases.ts";
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

const cases: readonly Case[] = [
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
    rule: "a checkbox has at most 75 characters",
    good: boxes({ options: [option("a", { text: mrkdwn(x(75)), description: mrkdwn(x(75)) })] }),
    bad: boxes({ options: [option("a", { text: mrkdwn(x(76)), description: mrkdwn(x(76)) })] }),
    says: [
      `${mismatch} @/options/0/text`,
      "must be less than 76 characters @/options/0/text/text",
      `${mismatch} @/options/0/description`,
      "must be less than 76 characters @/options/0/description/text",
    ],
  },
  {
    rule: "an overflow's option has at most 75 characters",
    good: overflow({ options: [option("a", { text: plain(x(75)), description: plain(x(75)) })] }),
    bad: overflow({ options: [option("a", { text: plain(x(76)), description: plain(x(76)) })] }),
    says: [
      `${mismatch} @/options/0/text`,
      "must be less than 76 characters @/options/0/text/text",
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

describe("options", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfElement(good)).toEqual([]);
    expect(toldOfElement(bad)).toEqual(says);
  });
});
