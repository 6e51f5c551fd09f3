import { asJson, asText } from "#sandbox/json.ts";
import { emojiOf } from "#sandbox/page/text/emoji-names.ts";

/** The words of a text object, for where only a string can stand. */
export function wordsOf(textObject: unknown): string {
  const text = asText(asJson(textObject)["text"]) ?? "";
  return text.replaceAll(/:([a-z0-9_+-]+):/g, (written, name: string) => emojiOf(name) ?? written);
}
