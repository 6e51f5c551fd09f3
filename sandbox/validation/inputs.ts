import { actionId, confirm } from "./composition.ts";
import { placeholder } from "./menus.ts";
import { richText } from "./rich-text.ts";
import { boolean, integer, list, oneOf, record, string, typed } from "./shape.ts";
import type { Shapes } from "./shape.ts";

const focus = { action_id: actionId, focus_on_load: boolean } as const satisfies Shapes;

export const pickers = {
  datepicker: typed(
    "datepicker",
    {},
    { ...focus, confirm, placeholder, initial_date: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }) },
  ),
  timepicker: typed(
    "timepicker",
    {},
    {
      ...focus,
      confirm,
      placeholder,
      initial_time: string({ pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }),
      timezone: string(),
    },
  ),
  // Ten digits: seconds since 1970.
  datetimepicker: typed(
    "datetimepicker",
    {},
    {
      ...focus,
      confirm,
      initial_date_time: integer({ min: 1_000_000_000, max: 9_999_999_999 }),
    },
  ),
} as const satisfies Shapes;

const dispatch = record(
  {},
  { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), { min: 1 }) },
);

const typing = {
  ...focus,
  placeholder,
  dispatch_action_config: dispatch,
} as const satisfies Shapes;

const lines = integer({ min: 1, max: 100 });

export const richTextInput = typed(
  "rich_text_input",
  {},
  { ...typing, initial_value: richText, min_lines: lines, max_lines: lines },
);

export const textInputs = {
  plain_text_input: typed(
    "plain_text_input",
    {},
    {
      ...typing,
      initial_value: string({ max: 3000 }),
      multiline: boolean,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
  ),
  email_text_input: typed("email_text_input", {}, { ...typing, initial_value: string() }),
  url_text_input: typed("url_text_input", {}, { ...typing, initial_value: string() }),
  number_input: typed(
    "number_input",
    { is_decimal_allowed: boolean },
    { ...typing, initial_value: string(), min_value: string(), max_value: string() },
  ),
  rich_text_input: richTextInput,
  file_input: typed(
    "file_input",
    {},
    {
      action_id: actionId,
      filetypes: list(string(), { min: 1 }),
      max_files: integer({ min: 1, max: 10 }),
    },
  ),
} as const satisfies Shapes;
