import { actionId, choiceOption, confirm, menuOption, optionGroup } from "./composition.ts";
import { boolean, ifPresent, integer, list, oneOf, record, string, typed } from "./shape.ts";
import type { Shape, Shapes } from "./shape.ts";
import { plainText } from "./text.ts";

export const placeholder = plainText(150);

const common = {
  action_id: actionId,
  confirm,
  focus_on_load: boolean,
  placeholder,
} as const satisfies Shapes;

const several = { ...common, max_selected_items: integer({ min: 1 }) } as const satisfies Shapes;

const ids = list(string());
const responseUrl = { response_url_enabled: boolean } as const satisfies Shapes;
const search = { min_query_length: integer({ min: 0 }) } as const satisfies Shapes;

const filter = record(
  {},
  {
    include: list(oneOf("im", "mpim", "private", "public"), { min: 1 }),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
  1,
);

const conversations = {
  default_to_current_conversation: boolean,
  filter,
} as const satisfies Shapes;

export const singleMenus = {
  static_select: staticMenu("static_select", { ...common, initial_option: menuOption }),
  external_select: typed(
    "external_select",
    {},
    { ...common, ...search, initial_option: menuOption },
  ),
  users_select: typed("users_select", {}, { ...common, initial_user: string() }),
  conversations_select: typed(
    "conversations_select",
    {},
    { ...common, ...conversations, ...responseUrl, initial_conversation: string() },
  ),
  channels_select: typed(
    "channels_select",
    {},
    { ...common, ...responseUrl, initial_channel: string() },
  ),
} as const satisfies Shapes;

const initialOptions = { initial_options: list(menuOption) } as const satisfies Shapes;

export const multiMenus = {
  multi_static_select: staticMenu("multi_static_select", { ...several, ...initialOptions }),
  multi_external_select: typed(
    "multi_external_select",
    {},
    { ...several, ...search, ...initialOptions },
  ),
  multi_users_select: typed("multi_users_select", {}, { ...several, initial_users: ids }),
  multi_conversations_select: typed(
    "multi_conversations_select",
    {},
    { ...several, ...conversations, initial_conversations: ids },
  ),
  multi_channels_select: typed("multi_channels_select", {}, { ...several, initial_channels: ids }),
} as const satisfies Shapes;

const choices = list(choiceOption, { min: 1, max: 10 });
const choice = { action_id: actionId, confirm, focus_on_load: boolean } as const satisfies Shapes;

export const choiceGroups = {
  checkboxes: typed(
    "checkboxes",
    { options: choices },
    { ...choice, initial_options: list(choiceOption) },
  ),
  radio_buttons: typed(
    "radio_buttons",
    { options: choices },
    { ...choice, initial_option: choiceOption },
  ),
} as const satisfies Shapes;

/** Groups and plain options exclude each other. */
function staticMenu(type: string, optional: Shapes): Shape {
  return ifPresent(
    "option_groups",
    typed(type, { option_groups: list(optionGroup, { min: 1, max: 100 }) }, optional),
    typed(type, { options: list(menuOption, { min: 1, max: 100 }) }, optional),
  );
}
