import { axesFlaws } from "./chart-rules.ts";
import { isRecord } from "./check.ts";
import { failed } from "./flaw.ts";
import type { Flaw } from "./flaw.ts";
import { rowFlaws } from "./table-rules.ts";
import type { Located } from "./walk.ts";

type Rule = (part: Located) => readonly Flaw[];

/** What a shape alone cannot say, by the `type` of the object. Slack checks these after the shapes. */
const rules: Readonly<Record<string, Rule>> = {
  section: either("text", "fields"),
  card: either("hero_image", "title", "actions", "body"),
  container: either("title", "rich_text_title"),
  image: isOnTheWeb,
  static_select: startsWithItsOwnOption,
  multi_static_select: startsWithItsOwnOption,
  checkboxes: startsWithItsOwnOption,
  radio_buttons: startsWithItsOwnOption,
  data_table: rowFlaws,
  line: axesFlaws,
  bar: axesFlaws,
  area: axesFlaws,
};

export function ruleFlaws(parts: readonly Located[]): readonly Flaw[] {
  return parts.flatMap((part) => ruleFor(part.value["type"])?.(part) ?? []);
}

function ruleFor(type: unknown): Rule | undefined {
  return typeof type === "string" && Object.hasOwn(rules, type) ? rules[type] : undefined;
}

function either(...names: readonly string[]): Rule {
  const quoted = names.map((name) => `\`${name}\``);
  const choice = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  return ({ value, pointer }) => {
    if (names.some((name) => Object.hasOwn(value, name))) return [];
    return [failed(`${pointer}/type`, `must define either ${choice}`, "any_of")];
  };
}

/** Slack fetches the image itself. */
function isOnTheWeb({ value, pointer }: Located): readonly Flaw[] {
  const url = value["image_url"];
  if (typeof url !== "string" || /^https?:\/\//i.test(url)) return [];
  return [failed(`${pointer}/image_url`, "downloading image failed", "format", { got: url })];
}

function startsWithItsOwnOption({ value, pointer }: Located): readonly Flaw[] {
  const offered = new Set(offeredOptions(value).map(optionKey));
  return ["initial_option", "initial_options"]
    .filter((name) => Object.hasOwn(value, name) && !isOffered(value[name], offered))
    .map((name) =>
      failed(`${pointer}/${name}`, "must be one of the provided options", "enum", {
        expected: [...offered],
      }),
    );
}

function offeredOptions(menu: Located["value"]): readonly unknown[] {
  const groups = asList(menu["option_groups"]);
  return [
    ...asList(menu["options"]),
    ...groups.flatMap((group) => (isRecord(group) ? asList(group["options"]) : [])),
  ];
}

/** Slack refuses an empty list of initial options with the same words. */
function isOffered(initial: unknown, offered: ReadonlySet<string>): boolean {
  if (!Array.isArray(initial)) return offered.has(optionKey(initial));
  return initial.length > 0 && initial.every((option) => offered.has(optionKey(option)));
}

function optionKey(option: unknown): string {
  if (!isRecord(option)) return "";
  const { text, value } = option;
  return JSON.stringify([isRecord(text) ? text["text"] : "", value]);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
