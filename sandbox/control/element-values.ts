import { asList, asRecords, asText, isJson, type Json } from "#sandbox/json.ts";
import { channelNamed } from "#sandbox/workspace/channels.ts";
import { findUser } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { Element } from "./elements.ts";
import { refused } from "./refused.ts";

type Kind = {
  /** The field of the state that holds the value. */
  readonly field: string;
  /** Where the element says what is chosen before anybody touches it. */
  readonly initial: string;
  readonly many?: true;
  readonly holds: "text" | "option" | "user" | "channel" | "number" | "file" | "rich text";
};

const KINDS: Readonly<Record<string, Kind>> = {
  plain_text_input: { field: "value", initial: "initial_value", holds: "text" },
  email_text_input: { field: "value", initial: "initial_value", holds: "text" },
  url_text_input: { field: "value", initial: "initial_value", holds: "text" },
  number_input: { field: "value", initial: "initial_value", holds: "text" },
  rich_text_input: { field: "rich_text_value", initial: "initial_value", holds: "rich text" },
  datepicker: { field: "selected_date", initial: "initial_date", holds: "text" },
  timepicker: { field: "selected_time", initial: "initial_time", holds: "text" },
  datetimepicker: { field: "selected_date_time", initial: "initial_date_time", holds: "number" },
  static_select: { field: "selected_option", initial: "initial_option", holds: "option" },
  external_select: { field: "selected_option", initial: "initial_option", holds: "option" },
  radio_buttons: { field: "selected_option", initial: "initial_option", holds: "option" },
  overflow: { field: "selected_option", initial: "", holds: "option" },
  checkboxes: severalOf("option", "selected_options", "initial_options"),
  multi_static_select: severalOf("option", "selected_options", "initial_options"),
  multi_external_select: severalOf("option", "selected_options", "initial_options"),
  users_select: { field: "selected_user", initial: "initial_user", holds: "user" },
  multi_users_select: severalOf("user", "selected_users", "initial_users"),
  channels_select: { field: "selected_channel", initial: "initial_channel", holds: "channel" },
  multi_channels_select: severalOf("channel", "selected_channels", "initial_channels"),
  conversations_select: {
    field: "selected_conversation",
    initial: "initial_conversation",
    holds: "channel",
  },
  multi_conversations_select: severalOf(
    "channel",
    "selected_conversations",
    "initial_conversations",
  ),
  file_input: severalOf("file", "files", ""),
};

/** Whether the state of a view says something about this kind of element. */
export function isStateful({ type }: Element): boolean {
  return type in KINDS && type !== "overflow";
}

/** What stands in an element that nobody has touched. */
export function untouched({ type, body }: Element): Json {
  const kind = KINDS[type];
  if (kind === undefined) return { type };
  return { type, [kind.field]: body[kind.initial] ?? (kind.many === true ? [] : null) };
}

/** The state of an element from a short form: text, an option's value, a person's name, or Slack's own shape. */
export function filled(workspace: Workspace, element: Element, given: unknown): Json {
  const kind = KINDS[element.type];
  if (kind === undefined) return { type: element.type };
  const value = isJson(given) && kind.field in given ? given[kind.field] : given;
  if (value === null || value === undefined) {
    return { type: element.type, [kind.field]: kind.many === true ? [] : null };
  }
  const items = kind.many === true && !Array.isArray(value) ? [value] : value;
  const whole = Array.isArray(items)
    ? items.map((item: unknown) => single(workspace, element, kind, item))
    : single(workspace, element, kind, items);
  return { type: element.type, [kind.field]: whole };
}

/** Nothing chosen, nothing written. */
export function isEmpty(state: Json): boolean {
  const { type: _type, ...fields } = state;
  return Object.values(fields).every(
    (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
}

function severalOf(holds: Kind["holds"], field: string, initial: string): Kind {
  return { field, initial, many: true, holds };
}

function single(workspace: Workspace, element: Element, kind: Kind, given: unknown): unknown {
  switch (kind.holds) {
    case "text":
      return typeof given === "number" ? String(given) : given;
    case "number":
      return Number(given);
    case "option":
      return optionOf(element, given);
    case "user":
      return findUser(workspace, asText(given) ?? "")?.id ?? unknown(element, given);
    case "channel":
      return channelId(workspace, element, given);
    case "file":
      return given;
    case "rich text":
      return typeof given === "string" ? richText(given) : given;
  }
}

function optionOf({ type, body, actionId }: Element, given: unknown): unknown {
  // The options of an external select are known only to the app.
  if (/external/.test(type) && isJson(given)) return given;
  const value = isJson(given) ? given["value"] : given;
  const groups = asRecords(body["option_groups"]).flatMap((group) => asList(group["options"]));
  const options = asRecords([...asList(body["options"]), ...groups]);
  const option = options.find((candidate) => candidate["value"] === value);
  if (option !== undefined) return option;
  const known = options.map((candidate) => String(candidate["value"])).join(", ");
  throw refused(
    "option_not_found",
    `"${String(value)}" is no option of ${actionId}; there are: ${known}`,
  );
}

function channelId(workspace: Workspace, element: Element, given: unknown): string {
  const name = asText(given) ?? "";
  if (workspace.channels.has(name)) return name;
  return channelNamed(workspace, name.replace(/^#/, ""))?.id ?? unknown(element, given);
}

function unknown({ actionId }: Element, given: unknown): never {
  throw refused("invalid_value", `${actionId} cannot hold ${JSON.stringify(given)}`);
}

function richText(text: string): Json {
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { type: "rich_text", elements: [section] };
}
