import { asJson, type Json } from "#sandbox/json.ts";
import type { Element } from "./elements.ts";
import { refused } from "./refused.ts";

/** What a button carries to the app when it is pressed; null for what is no button. */
export function pressed({ type, body, actionId }: Element, chosen: unknown): Json | null {
  if (type === "button") return parts(body, "text", "value", "style");
  if (type === "icon_button") return parts(body, "icon", "text", "value");
  if (type !== "feedback_buttons") return null;
  const buttons = [asJson(body["positive_button"]), asJson(body["negative_button"])];
  const button = buttons.find(({ value }) => value === chosen);
  if (button !== undefined) return parts(button, "text", "value");
  const known = buttons.map(({ value }) => String(value)).join(", ");
  throw refused(
    "option_not_found",
    `"${String(chosen)}" is no value of ${actionId}; there are: ${known}`,
  );
}

function parts(body: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  );
}
