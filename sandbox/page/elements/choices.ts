import { asRecords, asText, isJson, type Json } from "#sandbox/json.ts";
import { wordsOf } from "./words.ts";

/** One thing that a menu offers. */
export type Choice = {
  readonly key: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly group?: string | undefined;
  /** What goes into the element's state. */
  readonly value: unknown;
};

/** What a static menu, or an app's answer to an external one, offers. */
export function choicesIn(menu: Json): readonly Choice[] {
  const grouped = asRecords(menu["option_groups"]).flatMap((group) =>
    asRecords(group["options"]).map((option) => choiceFrom(option, wordsOf(group["label"]))),
  );
  return [...asRecords(menu["options"]).map((option) => choiceFrom(option)), ...grouped];
}

/** Those that contain what was typed. */
export function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const sought = typed.trim().toLowerCase();
  return choices.filter(({ label, description = "" }) =>
    `${label}\n${description}`.toLowerCase().includes(sought),
  );
}

/** What tells one chosen value from another: an option by its value, a person or a channel by its id. */
export function keyOf(value: unknown): string {
  return (isJson(value) ? asText(value["value"]) : asText(value)) ?? "";
}

/** What is chosen now, with the names that it is offered under. */
export function chosen(value: unknown, choices: readonly Choice[]): readonly Choice[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values
    .filter((one) => keyOf(one) !== "")
    .map((one) => choices.find(({ key }) => key === keyOf(one)) ?? unlisted(one));
}

/** The values after somebody picked one more, or picked one again to take it back. */
export function toggled(value: unknown, { key, value: picked }: Choice): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const rest = values.filter((one) => keyOf(one) !== key);
  return rest.length < values.length ? rest : [...values, picked];
}

function choiceFrom(option: Json, group?: string): Choice {
  const description = wordsOf(option["description"]);
  return {
    key: keyOf(option),
    label: wordsOf(option["text"]),
    value: option,
    ...(description === "" ? {} : { description }),
    ...(group === undefined ? {} : { group }),
  };
}

function unlisted(value: unknown): Choice {
  return isJson(value) ? choiceFrom(value) : { key: keyOf(value), label: keyOf(value), value };
}
