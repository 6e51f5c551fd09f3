import { asJson, asList, asText, type Json } from "#sandbox/json.ts";

export type Limits = { readonly counter: string; readonly isOver: boolean };

/** How much of its length a text uses, said as soon as the input has a limit. */
export function limitsOf(input: Json, text: string): Limits | null {
  const { min_length: min, max_length: max } = input;
  const length = text.length;
  if (typeof min === "number" && length < min && length > 0) {
    return { counter: `${length} of at least ${min} characters`, isOver: false };
  }
  if (typeof max !== "number") return null;
  return { counter: `${length} of ${max} characters`, isOver: length > max };
}

export type Trigger = "on_enter_pressed" | "on_character_entered";

/** Whether this is a moment for the app to hear of what is being typed; Enter, unless it says otherwise. */
export function dispatchesOn(input: Json, trigger: Trigger): boolean {
  const wanted = asList(asJson(input["dispatch_action_config"])["trigger_actions_on"]);
  if (wanted.length === 0) return trigger === "on_enter_pressed";
  return wanted.some((one) => asText(one) === trigger);
}
