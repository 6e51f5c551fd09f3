import { describe, expect, it } from "vitest";
import { mismatch, plain, richText, toldOfInput, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

function typing(rest: Json = {}): Json {
  return { type: "plain_text_input", ...rest };
}

function formatted(rest: Json = {}): Json {
  return { type: "rich_text_input", ...rest };
}

const hello = richText({ type: "rich_text_section", elements: [{ type: "text", text: "Hello" }] });

const cases: readonly Case[] = [
  {
    rule: "a date is written as YYYY-MM-DD",
    good: { type: "datepicker", initial_date: "2026-11-20" },
    bad: { type: "datepicker", initial_date: "20.11.2026" },
    says: [String.raw`input must match regex pattern: ^\d{4}-\d{2}-\d{2}$ @/initial_date`],
  },
  {
    rule: "a time is written as HH:mm",
    good: { type: "timepicker", initial_time: "23:59", timezone: "Europe/London" },
    bad: { type: "timepicker", initial_time: "24:00" },
    says: [String.raw`input must match regex pattern: ^([01]\d|2[0-3]):[0-5]\d$ @/initial_time`],
  },
  {
    rule: "a moment is in seconds, ten digits",
    good: { type: "datetimepicker", initial_date_time: 1_795_000_000 },
    bad: { type: "datetimepicker", initial_date_time: 1_795_000_000_000 },
    says: ["must be less than 9999999999 @/initial_date_time"],
  },
  {
    rule: "a moment has no fewer than ten digits",
    good: { type: "datetimepicker", initial_date_time: 1_000_000_000 },
    bad: { type: "datetimepicker", initial_date_time: 999_999_999 },
    says: ["must be greater than 1000000000 @/initial_date_time"],
  },
  {
    rule: "a moment is a number",
    good: { type: "datetimepicker" },
    bad: { type: "datetimepicker", initial_date_time: "1795000000" },
    says: ["must provide a number @/initial_date_time"],
  },
  {
    rule: "a date and time picker has no placeholder",
    good: { type: "datepicker", placeholder: plain("When") },
    bad: { type: "datetimepicker", placeholder: plain("When") },
    says: ["invalid additional property: placeholder @"],
  },
  {
    rule: "max_length is at most 3000",
    good: typing({ max_length: 3000 }),
    bad: typing({ max_length: 3001 }),
    says: ["must be less than 3000 @/max_length"],
  },
  {
    rule: "max_length is at least 1",
    good: typing({ max_length: 1 }),
    bad: typing({ max_length: 0 }),
    says: ["must be greater than 1 @/max_length"],
  },
  {
    rule: "min_length is at most 3000",
    good: typing({ min_length: 0, multiline: true }),
    bad: typing({ min_length: 3001 }),
    says: ["must be less than 3000 @/min_length"],
  },
  {
    rule: "an initial value has at most 3000 characters",
    good: typing({ initial_value: x(3000) }),
    bad: typing({ initial_value: x(3001) }),
    says: ["must be less than 3001 characters @/initial_value"],
  },
  {
    rule: "an input's placeholder has at most 150 characters",
    good: typing({ placeholder: plain(x(150)) }),
    bad: typing({ placeholder: plain(x(151)) }),
    says: [`${mismatch} @/placeholder`, "must be less than 151 characters @/placeholder/text"],
  },
  {
    rule: "focus_on_load is a boolean",
    good: typing({ focus_on_load: true }),
    bad: typing({ focus_on_load: "true" }),
    says: ["must be a boolean @/focus_on_load"],
  },
  {
    rule: "an action is dispatched on known events",
    good: typing({ dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] } }),
    bad: typing({ dispatch_action_config: { trigger_actions_on: ["on_blur"] } }),
    says: ["must be a valid enum value @/dispatch_action_config/trigger_actions_on/0"],
  },
  {
    rule: "an email input starts with a string",
    good: { type: "email_text_input", initial_value: "ann@example.com" },
    bad: { type: "email_text_input", initial_value: 7 },
    says: ["must provide a string @/initial_value"],
  },
  {
    rule: "a URL input is not multiline",
    good: { type: "url_text_input", initial_value: "https://example.com" },
    bad: { type: "url_text_input", multiline: true },
    says: ["invalid additional property: multiline @"],
  },
  {
    rule: "a number input says whether decimals are allowed",
    good: { type: "number_input", is_decimal_allowed: false },
    bad: { type: "number_input" },
    says: ["missing required field: is_decimal_allowed @"],
  },
  {
    rule: "a number input's limits are strings",
    good: { type: "number_input", is_decimal_allowed: true, min_value: "0", max_value: "10" },
    bad: { type: "number_input", is_decimal_allowed: true, min_value: 0 },
    says: ["must provide a string @/min_value"],
  },
  {
    rule: "a rich text input starts with rich text",
    good: formatted({ initial_value: hello }),
    bad: formatted({ initial_value: "Hello" }),
    says: ["must provide an object @/initial_value"],
  },
  {
    rule: "a rich text input shows 1 to 100 lines",
    good: formatted({ min_lines: 1, max_lines: 100 }),
    bad: formatted({ min_lines: 0, max_lines: 101 }),
    says: ["must be greater than 1 @/min_lines", "must be less than 100 @/max_lines"],
  },
  {
    rule: "a file input takes 1 to 10 files",
    good: { type: "file_input", max_files: 10, filetypes: ["png"] },
    bad: { type: "file_input", max_files: 11 },
    says: ["must be less than 10 @/max_files"],
  },
  {
    rule: "a file input's types are not an empty list",
    good: { type: "file_input" },
    bad: { type: "file_input", filetypes: [] },
    says: ["must provide at least 1 items @/filetypes"],
  },
];

describe("inputs", () => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOfInput(good)).toEqual([]);
    expect(toldOfInput(bad)).toEqual(says);
  });
});
