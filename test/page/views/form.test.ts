import { describe, expect, it } from "vitest";
import type { Json } from "#sandbox/json.ts";
import { valuesFor, withValue } from "#sandbox/page/views/form.ts";

const days = ["mon", "tue"].map((value) => ({ text: { type: "plain_text", text: value }, value }));

function modal(...elements: readonly Json[]): Json {
  const blocks = elements.map((element) => ({
    type: "input",
    block_id: `b-${String(element["action_id"])}`,
    element,
  }));
  return { id: "V1", type: "modal", state: { values: {} }, blocks };
}

function text(action_id: string, more: Json = {}): Json {
  return { type: "plain_text_input", action_id, ...more };
}

describe("what a view holds at first", () => {
  it.each<readonly [string, Json, Json]>([
    ["nothing in an empty text", text("a"), { type: "plain_text_input", value: null }],
    [
      "the text the app put there",
      text("a", { initial_value: "disk" }),
      { type: "plain_text_input", value: "disk" },
    ],
    [
      "the option the app chose",
      { type: "static_select", action_id: "a", options: days, initial_option: days[1] },
      { type: "static_select", selected_option: days[1] },
    ],
    [
      "an empty list where several may be chosen",
      { type: "checkboxes", action_id: "a", options: days },
      { type: "checkboxes", selected_options: [] },
    ],
    ["no files", { type: "file_input", action_id: "a" }, { type: "file_input", files: [] }],
  ])("is %s", (_name, element, value) => {
    expect(valuesFor(modal(element), {})).toEqual({ "b-a": { a: value } });
  });

  it("is what the workspace noted of an earlier click", () => {
    const noted = { type: "plain_text_input", value: "typed before the reload" };

    const view = { ...modal(text("a")), state: { values: { "b-a": { a: noted } } } };

    expect(valuesFor(view, {})).toEqual({ "b-a": { a: noted } });
  });

  it("leaves out what holds nothing, and finds what is nested", () => {
    const blocks = [
      {
        type: "actions",
        block_id: "row",
        elements: [
          { type: "button", action_id: "go" },
          { type: "overflow", action_id: "more", options: days },
          { type: "users_select", action_id: "who", initial_user: "U1" },
        ],
      },
      { type: "section", block_id: "side", accessory: { type: "datepicker", action_id: "when" } },
    ];

    expect(valuesFor({ type: "home", blocks }, {})).toEqual({
      row: { who: { type: "users_select", selected_user: "U1" } },
      side: { when: { type: "datepicker", selected_date: null } },
    });
  });
});

describe("what a view holds after the app changed it", () => {
  const typed = { type: "plain_text_input", value: "mine" };

  it("is what was typed where block and action stay, whatever the app puts there now", () => {
    const view = modal(text("a", { initial_value: "theirs" }), text("b"));

    const values = valuesFor(view, { "b-a": { a: typed } });

    expect(values["b-a"]).toEqual({ a: typed });
    expect(values["b-b"]).toEqual({ b: { type: "plain_text_input", value: null } });
  });

  it("loses what was typed into a block that is gone", () => {
    expect(Object.keys(valuesFor(modal(text("b")), { "b-a": { a: typed } }))).toEqual(["b-b"]);
  });

  it("starts anew where another kind of element took the place", () => {
    const view = modal({ type: "datepicker", action_id: "a", initial_date: "2026-01-01" });

    const values = valuesFor(view, { "b-a": { a: typed } });

    expect(values).toEqual({ "b-a": { a: { type: "datepicker", selected_date: "2026-01-01" } } });
  });

  it("starts anew where the chosen option is not offered any more", () => {
    const view = modal({ type: "static_select", action_id: "a", options: days.slice(0, 1) });
    const held = { "b-a": { a: { type: "static_select", selected_option: days[1] ?? {} } } };

    expect(valuesFor(view, held)).toEqual({
      "b-a": { a: { type: "static_select", selected_option: null } },
    });
  });

  it("keeps what came from an external select, whose options only the app knows", () => {
    const held = { "b-a": { a: { type: "external_select", selected_option: days[1] ?? {} } } };

    expect(valuesFor(modal({ type: "external_select", action_id: "a" }), held)).toEqual(held);
  });
});

describe("filling in", () => {
  it("changes one value and leaves the others of the block", () => {
    const before = { row: { one: { value: "1" }, two: { value: "2" } } };

    expect(withValue(before, ["row", "two"], { value: "3" })).toEqual({
      row: { one: { value: "1" }, two: { value: "3" } },
    });
  });
});
