import { button, input, mrkdwn, option, plain, richText, section } from "./cases.ts";
import type { Json } from "./cases.ts";

const url = "https://example.com/a";
const style = { bold: true, italic: true, strike: true, code: true, underline: true };
const confirm = {
  title: plain("Page everybody?"),
  text: mrkdwn("*All* of them"),
  confirm: plain("Page"),
  deny: plain("No"),
  style: "danger",
};
const image = { type: "image", image_url: url, alt_text: "Budget" };
const word = { type: "text", text: "Latency", style };

const line = {
  type: "rich_text_section",
  elements: [
    word,
    { type: "link", url, text: "runbook", unsafe: false, style },
    { type: "emoji", name: "fire", unicode: "1f525", url, skin_tone: 2, style },
    { type: "user", user_id: "U1", style },
    { type: "usergroup", usergroup_id: "S1", style },
    { type: "channel", channel_id: "C1", style },
    { type: "team", team_id: "T1", style },
    { type: "broadcast", range: "here", style },
    { type: "color", value: "#ff0000", style },
    { type: "date", timestamp: 1_795_000_000, format: "{ago}", url, fallback: "now", style },
  ],
};

export const formatted: Json = richText(
  line,
  { type: "rich_text_list", style: "ordered", elements: [line], indent: 1, offset: 2, border: 0 },
  { type: "rich_text_quote", elements: [word], border: 1 },
  { type: "rich_text_preformatted", elements: [word], border: 0 },
);

const low = option("low", { description: plain("Tomorrow is fine") });
const high = option("high");
const group = { label: plain("Known"), options: [low, high] };
const menu = { confirm, focus_on_load: true, placeholder: plain("Choose") };
const filter = {
  include: ["public"],
  exclude_external_shared_channels: true,
  exclude_bot_users: true,
};
const conversations = { ...menu, default_to_current_conversation: true, filter };

/** Elements with every property they know, by the place where they stand. */
const forActions: readonly Json[] = [
  button({ value: "1", url, style: "primary", confirm, accessibility_label: "Acknowledge INC-12" }),
  { type: "overflow", options: [option("a", { url })], confirm },
  {
    type: "workflow_button",
    text: plain("Start"),
    workflow: { trigger: { url, customizable_input_parameters: [{ name: "a", value: "b" }] } },
    style: "primary",
    accessibility_label: "Start",
  },
  { type: "static_select", options: [low, high], initial_option: low, ...menu },
  { type: "static_select", option_groups: [group], initial_option: high, ...menu },
  { type: "external_select", min_query_length: 1, initial_option: low, ...menu },
  { type: "users_select", initial_user: "U1", ...menu },
  {
    type: "conversations_select",
    initial_conversation: "C1",
    response_url_enabled: true,
    ...conversations,
  },
  { type: "channels_select", initial_channel: "C1", response_url_enabled: true, ...menu },
  {
    type: "checkboxes",
    options: [low, high],
    initial_options: [high],
    confirm,
    focus_on_load: false,
  },
  {
    type: "radio_buttons",
    options: [low, high],
    initial_option: high,
    confirm,
    focus_on_load: false,
  },
  { type: "datepicker", initial_date: "2026-11-20", ...menu },
  { type: "timepicker", initial_time: "09:00", timezone: "Europe/London", ...menu },
  { type: "datetimepicker", initial_date_time: 1_795_000_000, confirm, focus_on_load: true },
];

const forSections: readonly Json[] = [
  image,
  {
    type: "multi_static_select",
    options: [low, high],
    initial_options: [low],
    max_selected_items: 2,
    ...menu,
  },
  {
    type: "multi_external_select",
    initial_options: [low],
    min_query_length: 1,
    max_selected_items: 2,
    ...menu,
  },
  { type: "multi_users_select", initial_users: ["U1"], max_selected_items: 2, ...menu },
  {
    type: "multi_conversations_select",
    initial_conversations: ["C1"],
    max_selected_items: 2,
    ...conversations,
  },
  { type: "multi_channels_select", initial_channels: ["C1"], max_selected_items: 2, ...menu },
];

const typing = {
  focus_on_load: true,
  placeholder: plain("What is wrong?"),
  dispatch_action_config: { trigger_actions_on: ["on_enter_pressed", "on_character_entered"] },
};

const forInputs: readonly Json[] = [
  {
    type: "plain_text_input",
    initial_value: "a",
    multiline: true,
    min_length: 1,
    max_length: 10,
    ...typing,
  },
  { type: "email_text_input", initial_value: "ann@example.com", ...typing },
  { type: "url_text_input", initial_value: url, ...typing },
  {
    type: "number_input",
    is_decimal_allowed: false,
    initial_value: "1",
    min_value: "0",
    max_value: "9",
    ...typing,
  },
  { type: "rich_text_input", initial_value: formatted, min_lines: 1, max_lines: 5, ...typing },
  { type: "file_input", filetypes: ["png"], max_files: 1 },
];

function withId(element: Json): Json {
  return element["type"] === "image" ? element : { ...element, action_id: "act" };
}

export const actionSamples: readonly Json[] = forActions.map((element) => ({
  type: "actions",
  elements: [withId(element)],
}));

export const accessorySamples: readonly Json[] = [...forActions, ...forSections].map((accessory) =>
  section({ accessory: withId(accessory), fields: [plain("Service")], expand: true }),
);

export const inputSamples: readonly Json[] = forInputs.map((element) =>
  input(withId(element), { hint: plain("One line"), optional: true, dispatch_action: true }),
);
