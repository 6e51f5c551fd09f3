import { asJson, asText } from "#sandbox/json.ts";
import { emojiOf } from "#sandbox/page/text/emoji-names.ts";
import { decoded } from "#sandbox/page/text/entities.ts";
import { splitEmoji } from "#sandbox/page/text/split-emoji.ts";

/** The words of a text object, for where only a string can stand; as PlainText shows them. */
export function wordsOf(textObject: unknown): string {
  const { text, emoji } = asJson(textObject);
  const words = decoded(asText(text) ?? "");
  if (emoji === false) return words;
  return splitEmoji(words)
    .map((piece) => (piece.kind === "text" ? piece.text : emojiOf(piece.name)))
    .join("");
}
