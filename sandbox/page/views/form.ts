import { type Json, asJson, asRecords, asText, isJson } from "#sandbox/json.ts";
import type { FormValues } from "#sandbox/page/blocks/surface.ts";
import { stateWith, typeOf, valueOf } from "#sandbox/page/elements/state.ts";

/** Something in a view that can be filled in, and where it stands. */
type Field = { readonly blockId: string; readonly actionId: string; readonly element: Json };

/** What a view holds now: what was held before where block_id and action_id stay, else as the app gave it. */
export function valuesFor(view: Json, held: FormValues): FormValues {
  const values: Record<string, Record<string, Json>> = {};
  for (const field of fieldsIn(view["blocks"])) {
    const before = held[field.blockId]?.[field.actionId];
    const block = (values[field.blockId] ??= {});
    block[field.actionId] =
      before !== undefined && stillFits(field.element, before) ? before : startOf(view, field);
  }
  return values;
}

export function withValue(
  values: FormValues,
  [blockId, actionId]: readonly [string, string],
  value: Json,
): FormValues {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: value } };
}

function startOf(view: Json, { blockId, actionId, element }: Field): Json {
  const state = asJson(asJson(asJson(view["state"])["values"])[blockId])[actionId];
  if (isJson(state) && stillFits(element, state)) return state;
  if (typeOf(element) === "file_input") return { type: "file_input", files: [] };
  return stateWith(element, valueOf(element, undefined));
}

/** An element that became another kind, or lost the option that was chosen, starts anew. */
function stillFits(element: Json, value: Json): boolean {
  if (value["type"] !== element["type"]) return false;
  const offered = optionsOf(element);
  if (offered === null) return true;
  const chosen = [asJson(value["selected_option"]), ...asRecords(value["selected_options"])];
  return chosen.every(({ value: one }) => one === undefined || offered.includes(one));
}

/** Null where the app alone knows the options, or there are none. */
function optionsOf(element: Json): readonly unknown[] | null {
  const groups = asRecords(element["option_groups"]);
  if (element["options"] === undefined && groups.length === 0) return null;
  const grouped = groups.flatMap((group) => asRecords(group["options"]));
  return [...asRecords(element["options"]), ...grouped].map(({ value }) => value);
}

function fieldsIn(value: unknown, blockId = ""): readonly Field[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => fieldsIn(item, blockId));
  if (!isJson(value)) return [];
  // The nearest block that has an id is the one a value belongs to.
  const block = asText(value["block_id"]) ?? blockId;
  const actionId = asText(value["action_id"]);
  if (actionId !== undefined && isField(value))
    return [{ blockId: block, actionId, element: value }];
  return Object.values(value).flatMap((part) => fieldsIn(part, block));
}

/** A button and an overflow menu hold nothing. */
function isField(element: Json): boolean {
  const type = typeOf(element);
  if (type === "file_input") return true;
  return type !== "overflow" && valueOf(element, undefined) !== undefined;
}
