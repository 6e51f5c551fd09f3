import { describe, expect, it } from "vitest";
import { many, mismatch, mrkdwn, option, plain, toldOfAccessory, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const low = option("low");
const high = option("high");
const urgent = option("urgent");

function select(rest: Json = {}): Json {
  return { type: "static_select", options: [low, high], ...rest };
}

function several(rest: Json = {}): Json {
  return { type: "multi_static_select", options: [low, high], ...rest };
}

function grouped(...groups: readonly Json[]): Json {
  return { type: "static_select", option_groups: groups };
}

const known: Json = { label: plain("Known"), options: [low] };

function conversations(filter: Json): Json {
  return { type: "conversations_select", filter };
}

const cases: readonly Case[] = [
  {
    rule: "a static menu has options or groups",
    good: select(),
    bad: { type: "static_select" },
    says: ["missing required field: options @"],
  },
  {
    rule: "a static menu has no groups beside options",
    good: grouped(known),
    bad: select({ option_groups: [known] }),
    says: ["invalid additional property: options @"],
  },
  {
    rule: "a menu has at most 100 groups",
    good: grouped(...many(100, () => known)),
    bad: grouped(...many(101, () => known)),
    says: ["no more than 100 items allowed @/option_groups"],
  },
  {
    rule: "a group has at most 100 options",
    good: grouped({ ...known, options: many(100, () => low) }),
    bad: grouped({ ...known, options: many(101, () => low) }),
    says: ["no more than 100 items allowed @/option_groups/0/options"],
  },
  {
    rule: "a group's label has at most 75 characters",
    good: grouped({ ...known, label: plain(x(75)) }),
    bad: grouped({ ...known, label: plain(x(76)) }),
    says: [
      `${mismatch} @/option_groups/0/label`,
      "must be less than 76 characters @/option_groups/0/label/text",
    ],
  },
  {
    rule: "a group has a label",
    good: grouped(known),
    bad: grouped({ options: [low] }),
    says: ["missing required field: label @/option_groups/0"],
  },
  {
    rule: "a placeholder has at most 150 characters",
    good: select({ placeholder: plain(x(150)) }),
    bad: select({ placeholder: plain(x(151)) }),
    says: [`${mismatch} @/placeholder`, "must be less than 151 characters @/placeholder/text"],
  },
  {
    rule: "an initial option is an object",
    good: select({ initial_option: low }),
    bad: select({ initial_option: null }),
    says: ["must provide an object @/initial_option"],
  },
  {
    rule: "an initial option is one of the options",
    good: select({ initial_option: high }),
    bad: select({ initial_option: urgent }),
    says: ["must be one of the provided options @/initial_option"],
  },
  {
    rule: "an initial option has the text of its option too",
    good: select({ initial_option: option("low", { text: { ...plain("low"), emoji: true } }) }),
    bad: select({ initial_option: option("low", { text: plain("Low") }) }),
    says: ["must be one of the provided options @/initial_option"],
  },
  {
    rule: "an initial option may come from a group",
    good: { ...grouped(known), initial_option: low },
    bad: { ...grouped(known), initial_option: high },
    says: ["must be one of the provided options @/initial_option"],
  },
  {
    rule: "all initial options are among the options",
    good: several({ initial_options: [low, high] }),
    bad: several({ initial_options: [low, urgent] }),
    says: ["must be one of the provided options @/initial_options"],
  },
  {
    rule: "no initial options are left out, not listed empty",
    good: several(),
    bad: several({ initial_options: [] }),
    says: ["must be one of the provided options @/initial_options"],
  },
  {
    rule: "a checked box is one of the boxes",
    good: { type: "checkboxes", options: [low], initial_options: [low] },
    bad: { type: "checkboxes", options: [low], initial_options: [high] },
    says: ["must be one of the provided options @/initial_options"],
  },
  {
    rule: "a chosen radio button is one of the buttons",
    good: { type: "radio_buttons", options: [low], initial_option: low },
    bad: { type: "radio_buttons", options: [low], initial_option: high },
    says: ["must be one of the provided options @/initial_option"],
  },
  {
    rule: "at least one item may be selected",
    good: several({ max_selected_items: 1 }),
    bad: several({ max_selected_items: 0 }),
    says: ["must be greater than 1 @/max_selected_items"],
  },
  {
    rule: "max_selected_items is a whole number",
    good: { type: "multi_users_select", max_selected_items: 2, initial_users: ["U1"] },
    bad: { type: "multi_users_select", max_selected_items: 1.5 },
    says: ["must provide an integer @/max_selected_items"],
  },
  {
    rule: "min_query_length is a number",
    good: { type: "external_select", min_query_length: 0, initial_option: low },
    bad: { type: "external_select", min_query_length: "3" },
    says: ["must provide a number @/min_query_length"],
  },
  {
    rule: "an external menu brings no options",
    good: { type: "multi_external_select", initial_options: [low] },
    bad: { type: "multi_external_select", options: [low] },
    says: ["invalid additional property: options @"],
  },
  {
    rule: "a user menu starts with one user",
    good: { type: "users_select", initial_user: "U1" },
    bad: { type: "users_select", initial_users: ["U1"] },
    says: ["invalid additional property: initial_users @"],
  },
  {
    rule: "a channel menu starts with a channel",
    good: { type: "channels_select", initial_channel: "C1", response_url_enabled: true },
    bad: { type: "channels_select", initial_channel: 1 },
    says: ["must provide a string @/initial_channel"],
  },
  {
    rule: "a multi-select channel menu starts with channels",
    good: { type: "multi_channels_select", initial_channels: ["C1"] },
    bad: { type: "multi_channels_select", initial_channels: "C1" },
    says: ["must provide an array @/initial_channels"],
  },
  {
    rule: "only a single menu asks for a response_url",
    good: { type: "conversations_select", response_url_enabled: true },
    bad: { type: "multi_conversations_select", response_url_enabled: true },
    says: ["invalid additional property: response_url_enabled @"],
  },
  {
    rule: "a filter includes known kinds",
    good: conversations({ include: ["im", "mpim", "private", "public"] }),
    bad: conversations({ include: ["public", "shared"] }),
    says: ["must be a valid enum value @/filter/include/1"],
  },
  {
    rule: "a filter says something",
    good: conversations({ exclude_bot_users: true }),
    bad: conversations({}),
    says: ["must have minimum 1 properties @/filter"],
  },
  {
    rule: "an option in a menu is plain_text",
    good: several({ options: [low] }),
    bad: several({ options: [option("low", { description: mrkdwn("*low*") })] }),
    says: [
      `${mismatch} @/options/0/description`,
      "must be a valid enum value @/options/0/description/type",
    ],
  },
];

describe("menus", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfAccessory(good)).toEqual([]);
    expect(toldOfAccessory(bad)).toEqual(says);
  });
});
