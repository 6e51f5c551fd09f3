import { asRecords, asText, isJson, type Json } from "#sandbox/json.ts";
import type { StateValues } from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { filled, isEmpty, isStateful, untouched } from "./element-values.ts";
import { type Element, elementsIn } from "./elements.ts";
import { refused } from "./refused.ts";

/** What every input of a message or view holds: as filled in, else as it came. */
function stateOf(elements: readonly Element[], values: StateValues): StateValues {
  const state: Record<string, Record<string, Json>> = {};
  for (const element of elements.filter(isStateful)) {
    const { blockId, actionId } = element;
    const block = (state[blockId] ??= {});
    block[actionId] = values[blockId]?.[actionId] ?? untouched(element);
  }
  return state;
}

/** The state after somebody filled in `given`: block_id -> action_id -> value, or block_id -> value. */
export function fillIn(
  workspace: Workspace,
  elements: readonly Element[],
  before: StateValues,
  given: Json,
): StateValues {
  let state = stateOf(elements, before);
  for (const [blockId, content] of Object.entries(given)) {
    const inBlock = elements.filter(
      (element) => element.blockId === blockId && isStateful(element),
    );
    if (inBlock.length === 0) throw noSuchBlock(elements, blockId);
    for (const [element, value] of valuesFor(inBlock, content)) {
      const block = { ...state[blockId], [element.actionId]: filled(workspace, element, value) };
      state = { ...state, [blockId]: block };
    }
  }
  return state;
}

/** What Slack itself says under an input before it bothers the app. */
export function inputErrors(blocks: unknown, state: StateValues): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const element of elementsIn(blocks)) {
    if (element.input === null) continue;
    const error = inputError(element, state[element.blockId]?.[element.actionId] ?? {});
    if (error !== null) errors[element.blockId] = error;
  }
  return errors;
}

function inputError({ type, body, input }: Element, state: Json): string | null {
  if (isEmpty(state)) {
    return input?.["optional"] === true ? null : "Please complete this required field.";
  }
  const text = asText(state["value"]) ?? "";
  switch (type) {
    case "email_text_input":
      return /^\S+@\S+\.\S+$/.test(text) ? null : "Please enter a valid email address.";
    case "url_text_input":
      return URL.canParse(text) ? null : "Please enter a valid URL.";
    case "number_input":
      return numberError(text, body);
    case "plain_text_input":
      return lengthError(text, body);
    default:
      return null;
  }
}

function lengthError(text: string, { min_length: min, max_length: max }: Json): string | null {
  if (typeof min === "number" && text.length < min) {
    return `Please enter at least ${min} characters.`;
  }
  if (text.length > (typeof max === "number" ? max : 3000)) return "This text is too long.";
  return null;
}

function numberError(text: string, body: Json): string | null {
  const value = Number(text);
  if (Number.isNaN(value)) return "Please enter a number.";
  if (body["is_decimal_allowed"] !== true && !Number.isInteger(value)) {
    return "Please enter a whole number.";
  }
  const lowest = Number(body["min_value"] ?? Number.NEGATIVE_INFINITY);
  if (value < lowest) return `Please enter ${lowest} or more.`;
  const highest = Number(body["max_value"] ?? Number.POSITIVE_INFINITY);
  return value > highest ? `Please enter ${highest} or less.` : null;
}

function valuesFor(
  elements: readonly Element[],
  content: unknown,
): readonly (readonly [Element, unknown])[] {
  const named = isJson(content) ? elements.filter(({ actionId }) => actionId in content) : [];
  if (named.length > 0) {
    const [values = {}] = asRecords([content]);
    return named.map((element) => [element, values[element.actionId]] as const);
  }
  const [only] = elements;
  return only === undefined ? [] : [[only, content]];
}

function noSuchBlock(elements: readonly Element[], blockId: string): Error {
  const known = elements.filter(isStateful).map((element) => element.blockId);
  return refused(
    "block_not_found",
    `there is no input in a block "${blockId}"; there are: ${known.join(", ") || "none"}`,
  );
}
