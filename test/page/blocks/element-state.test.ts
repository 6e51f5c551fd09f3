import { describe, expect, it } from "vitest";
import {
  choiceOf,
  richTextOf,
  stateWith,
  valueOf,
  wordsOfRichText,
} from "#sandbox/page/elements/state.ts";

const option = { text: { type: "plain_text", text: "SEV1" }, value: "sev1" };

describe("what an element shows", () => {
  it.each([
    ["plain_text_input", "initial_value", "as it was"],
    ["static_select", "initial_option", option],
    ["multi_static_select", "initial_options", [option]],
    ["checkboxes", "initial_options", [option]],
    ["radio_buttons", "initial_option", option],
    ["datepicker", "initial_date", "2026-11-21"],
    ["timepicker", "initial_time", "10:30"],
    ["datetimepicker", "initial_date_time", 1_795_257_000],
    ["users_select", "initial_user", "U1"],
    ["multi_users_select", "initial_users", ["U1"]],
    ["conversations_select", "initial_conversation", "C1"],
    ["channels_select", "initial_channel", "C1"],
  ])("is what the app put into a %s until somebody fills it in", (type, initial, value) => {
    const element = { type, [initial]: value };

    const filled = stateWith(element, null);

    expect(valueOf(element, undefined)).toEqual(value);
    expect(valueOf(element, filled)).toBeNull();
  });

  it("is nothing, or a list of nothing, when the app put nothing there", () => {
    expect(valueOf({ type: "static_select" }, undefined)).toBeNull();
    expect(valueOf({ type: "checkboxes" }, undefined)).toEqual([]);
  });
});

describe("what an element yields", () => {
  it.each([
    ["plain_text_input", "hello", { type: "plain_text_input", value: "hello" }],
    ["plain_text_input", "", { type: "plain_text_input", value: null }],
    ["number_input", "3", { type: "number_input", value: "3" }],
    ["static_select", option, { type: "static_select", selected_option: option }],
    ["checkboxes", [option], { type: "checkboxes", selected_options: [option] }],
    ["datepicker", "2026-11-21", { type: "datepicker", selected_date: "2026-11-21" }],
    ["timepicker", "10:30", { type: "timepicker", selected_time: "10:30" }],
    ["datetimepicker", 1, { type: "datetimepicker", selected_date_time: 1 }],
    ["users_select", "U1", { type: "users_select", selected_user: "U1" }],
    ["multi_users_select", ["U1"], { type: "multi_users_select", selected_users: ["U1"] }],
    ["conversations_select", "C1", { type: "conversations_select", selected_conversation: "C1" }],
    ["channels_select", "C1", { type: "channels_select", selected_channel: "C1" }],
  ])("has Slack's shape for a %s with %j", (type, value, state) => {
    expect(stateWith({ type }, value)).toEqual(state);
  });

  it("leaves the type out of what a click says, which has it already", () => {
    expect(choiceOf({ type: "overflow" }, option)).toEqual({ selected_option: option });
  });

  it("says rich text in the one field that a click takes written text in", () => {
    const written = richTextOf("restart it");

    expect(choiceOf({ type: "rich_text_input" }, written)).toEqual({ value: written });
  });
});

describe("rich text written plainly", () => {
  it("comes back as it was written", () => {
    const written = richTextOf("one\ntwo");

    expect(wordsOfRichText(written ?? {})).toBe("one\ntwo");
  });

  it("is nothing when nothing was written", () => {
    expect(richTextOf("")).toBeNull();
  });

  it("puts each item of a list on a line", () => {
    const items = ["one", "two"].map((text) => ({
      type: "rich_text_section",
      elements: [{ type: "text", text }],
    }));
    const block = { type: "rich_text", elements: [{ type: "rich_text_list", elements: items }] };

    expect(wordsOfRichText(block)).toBe("one\ntwo");
  });
});
