import type { Json } from "#sandbox/json.ts";
import { mrkdwn, plain, rich, type Sample, words } from "#sandbox/page/reference/sample.ts";
import { choiceGroups, multiMenus, pickers, singleMenus } from "./menus.ts";

function input(label: string, element: Json, more: Json = {}): Json {
  const action = { action_id: label, ...element };
  return {
    type: "input",
    block_id: `input ${label}`,
    label: plain(label),
    element: action,
    ...more,
  };
}

function named(elements: readonly Json[]): readonly Json[] {
  return elements.map((element) => input(`Field ${String(element["action_id"])}`, element));
}

/** Only modals and Home tabs have inputs: they keep what is filled in until it is submitted. */
export const inputs: readonly Sample[] = [
  {
    title: "Text",
    note: "One line or several, with a counter where the length is limited.",
    blocks: [
      input("Title", {
        type: "plain_text_input",
        max_length: 40,
        initial_value: "Checkout errors",
      }),
      input(
        "Summary",
        { type: "plain_text_input", multiline: true, placeholder: plain("What do customers see?") },
        { optional: true, hint: plain("Two sentences are enough.") },
      ),
      input("Rich text", { type: "rich_text_input", initial_value: rich(words("As it was")) }),
    ],
  },
  {
    title: "Addresses and numbers",
    note: "Checked when the modal is submitted.",
    blocks: [
      input("Mail", { type: "email_text_input", placeholder: plain("anna@example.com") }),
      input("Dashboard", { type: "url_text_input", initial_value: "https://example.com" }),
      input("Minutes", { type: "number_input", is_decimal_allowed: false, min_value: "1" }),
    ],
  },
  {
    title: "Errors",
    note: "Under the input, and told to screen readers.",
    blocks: [input("Name", { type: "plain_text_input" }, { hint: plain("Lower case.") })],
    errors: { "input Name": "This name is taken." },
  },
  {
    title: "Dispatching",
    note: "With dispatch_action the app hears of it before the modal is submitted.",
    blocks: [
      input("On Enter", { type: "plain_text_input" }, { dispatch_action: true }),
      input(
        "On each character",
        {
          type: "plain_text_input",
          dispatch_action_config: { trigger_actions_on: ["on_character_entered"] },
        },
        { dispatch_action: true },
      ),
    ],
  },
  {
    title: "Menus",
    note: "For one thing or several.",
    blocks: [...named(singleMenus), ...named(multiMenus)],
  },
  { title: "Pickers", note: "A day, a time, a moment.", blocks: named(pickers) },
  { title: "Choices", note: "Boxes and radio buttons.", blocks: named(choiceGroups) },
  {
    title: "Files",
    note: "Shown, but not taken here.",
    blocks: [input("Screenshot", { type: "file_input" })],
  },
  {
    title: "alert",
    note: "In modals only; the word says what the colour says.",
    blocks: ["default", "info", "warning", "error", "success"].map((level) => ({
      type: "alert",
      level,
      text: mrkdwn(`An alert of level *${level}*.`),
    })),
  },
];
