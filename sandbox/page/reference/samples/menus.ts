import type { Json } from "#sandbox/json.ts";
import { option, plain } from "#sandbox/page/reference/sample.ts";

const SEVERITIES = [option("SEV1", "everything is down"), option("SEV2"), option("SEV3")];

const GROUPS = [
  { label: plain("Now"), options: [option("Page the lead"), option("Page everyone")] },
  { label: plain("Later"), options: [option("Write a postmortem")] },
];

const CHOICES: readonly Json[] = [option("Roll back", "to the last version"), option("Scale out")];

/** Menus for one thing. */
export const singleMenus: readonly Json[] = [
  {
    type: "static_select",
    placeholder: plain("Severity"),
    options: SEVERITIES,
    initial_option: SEVERITIES[1],
  },
  { type: "static_select", placeholder: plain("What to do"), option_groups: GROUPS },
  { type: "external_select", placeholder: plain("Service, asked of the app"), min_query_length: 1 },
  { type: "users_select", placeholder: plain("A person") },
  { type: "conversations_select", placeholder: plain("A conversation") },
  { type: "channels_select", placeholder: plain("A channel") },
].map((menu, index) => ({ ...menu, action_id: `${menu.type} ${index}` }));

/** Menus for several. */
export const multiMenus: readonly Json[] = [
  {
    type: "multi_static_select",
    placeholder: plain("Severities"),
    options: SEVERITIES,
    initial_options: SEVERITIES.slice(0, 2),
  },
  { type: "multi_external_select", placeholder: plain("Services"), min_query_length: 1 },
  { type: "multi_users_select", placeholder: plain("People"), max_selected_items: 2 },
  { type: "multi_conversations_select", placeholder: plain("Conversations") },
  { type: "multi_channels_select", placeholder: plain("Channels") },
].map((menu) => ({ ...menu, action_id: menu.type }));

export const pickers: readonly Json[] = [
  {
    type: "datepicker",
    action_id: "date",
    placeholder: plain("A day"),
    initial_date: "2026-11-21",
  },
  { type: "timepicker", action_id: "time", placeholder: plain("A time"), initial_time: "10:30" },
  { type: "datetimepicker", action_id: "moment", initial_date_time: 1_795_257_000 },
];

export const choiceGroups: readonly Json[] = [
  { type: "checkboxes", action_id: "boxes", options: CHOICES, initial_options: [CHOICES[0]] },
  { type: "radio_buttons", action_id: "radios", options: CHOICES, initial_option: CHOICES[1] },
];
