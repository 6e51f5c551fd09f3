import { asRecords, asText, type Json } from "#sandbox/json.ts";

type Field = {
  /** The field of an element's state that holds the value. */
  readonly name: string;
  /** Where the element says what is chosen before anybody touches it. */
  readonly initial: string;
  readonly many?: true;
};

const OPTION: Field = { name: "selected_option", initial: "initial_option" };
const OPTIONS: Field = { name: "selected_options", initial: "initial_options", many: true };
const TEXT: Field = { name: "value", initial: "initial_value" };

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const FIELDS: Readonly<Record<string, Field>> = {
  plain_text_input: TEXT,
  email_text_input: TEXT,
  url_text_input: TEXT,
  number_input: TEXT,
  rich_text_input: { name: "rich_text_value", initial: "initial_value" },
  datepicker: { name: "selected_date", initial: "initial_date" },
  timepicker: { name: "selected_time", initial: "initial_time" },
  datetimepicker: { name: "selected_date_time", initial: "initial_date_time" },
  static_select: OPTION,
  external_select: OPTION,
  radio_buttons: OPTION,
  overflow: OPTION,
  checkboxes: OPTIONS,
  multi_static_select: OPTIONS,
  multi_external_select: OPTIONS,
  users_select: { name: "selected_user", initial: "initial_user" },
  multi_users_select: { name: "selected_users", initial: "initial_users", many: true },
  channels_select: { name: "selected_channel", initial: "initial_channel" },
  multi_channels_select: { name: "selected_channels", initial: "initial_channels", many: true },
  conversations_select: { name: "selected_conversation", initial: "initial_conversation" },
  multi_conversations_select: {
    name: "selected_conversations",
    initial: "initial_conversations",
    many: true,
  },
};

export function typeOf(element: Json): string {
  return asText(element["type"]) ?? "";
}

export function takesMany(element: Json): boolean {
  return FIELDS[typeOf(element)]?.many === true;
}

/** The value that an element shows: what somebody filled in, else what the app put there. */
export function valueOf(element: Json, state: Json | undefined): unknown {
  const field = FIELDS[typeOf(element)];
  if (field === undefined) return undefined;
  if (state !== undefined && field.name in state) return state[field.name];
  return element[field.initial] ?? (field.many === true ? [] : null);
}

/** An element's state in Slack's shape. Nothing typed is null, as at Slack. */
export function stateWith(element: Json, value: unknown): Json {
  const type = typeOf(element);
  const field = FIELDS[type];
  if (field === undefined) return { type };
  return { type, [field.name]: value === "" ? null : value };
}

/** What a click says beside its ids. */
export function choiceOf(element: Json, value: unknown): Json {
  const { type: _type, ...choice } = stateWith(element, value);
  // The control door takes written text under one name, whatever its kind.
  const { rich_text_value: rich } = choice;
  return rich === undefined ? choice : { value: rich };
}

/** What one types into a rich text input here: a plain text, as one section. */
export function richTextOf(text: string): Json | null {
  if (text === "") return null;
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}

/** The words of a rich text, a line for each of its parts. */
export function wordsOfRichText(block: Json): string {
  return asRecords(block["elements"]).map(wordsInside).join("\n");
}

function wordsInside(part: Json): string {
  const own = asText(part["text"]) ?? asText(part["url"]) ?? "";
  const separator = part["type"] === "rich_text_list" ? "\n" : "";
  return own + asRecords(part["elements"]).map(wordsInside).join(separator);
}
