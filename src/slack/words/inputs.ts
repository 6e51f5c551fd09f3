import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import { option, plain } from "./blocks.ts";

/** A field of a form; the element is named as the field is, so that values are found by one name. */
type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
};

type Choice = { readonly text: string; readonly value: string; readonly description?: string };

/** A field of any kind. */
export function field(
  { name, label, hint, optional = false }: Field,
  element: types.InputBlock["element"],
): types.InputBlock {
  return {
    type: "input",
    block_id: name,
    label: plain(label, 100),
    optional,
    ...(hint === undefined ? {} : { hint: plain(hint, 150) }),
    element,
  };
}

/** Words to be typed. */
export function textField(
  asked: Field & {
    readonly most: number;
    readonly lines?: "one" | "many";
    readonly placeholder?: string;
    readonly initial?: string;
  },
): types.InputBlock {
  const { name, most, lines = "one", placeholder, initial = "" } = asked;
  return field(asked, {
    type: "plain_text_input",
    action_id: name,
    multiline: lines === "many",
    max_length: most,
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    ...(initial === "" ? {} : { initial_value: initial.slice(0, most) }),
  });
}

/** One of at most a hundred choices. */
export function choiceField(
  asked: Field & {
    readonly choices: readonly Choice[];
    readonly placeholder?: string;
    readonly initial?: string;
  },
): types.InputBlock {
  const { name, choices, placeholder, initial } = asked;
  const options = choices.slice(0, 100).map(described);
  const chosen = options.find(({ value }) => value === initial);
  return field(asked, {
    type: "static_select",
    action_id: name,
    ...(placeholder === undefined ? {} : { placeholder: plain(placeholder, 150) }),
    options,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
}

/** A moment by the reader's own clock, to the minute. */
export function momentField(
  asked: Field & { readonly initial?: DateTime | undefined },
): types.InputBlock {
  const { name, initial } = asked;
  return field(asked, {
    type: "datetimepicker",
    action_id: name,
    ...(initial === undefined
      ? {}
      : { initial_date_time: Math.floor(initial.startOf("minute").toSeconds()) }),
  });
}

/** Boxes to tick. */
export function tickField(
  asked: Field & { readonly choices: readonly Choice[]; readonly ticked?: boolean },
): types.InputBlock {
  const options = asked.choices.map(described);
  return field(asked, {
    type: "checkboxes",
    action_id: asked.name,
    options,
    ...(asked.ticked === true ? { initial_options: options } : {}),
  });
}

function described({ description, ...choice }: Choice): types.PlainTextOption {
  const text = option(choice);
  return description === undefined ? text : { ...text, description: plain(description, 70) };
}
