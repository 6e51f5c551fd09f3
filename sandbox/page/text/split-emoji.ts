import { EMOJI_NAME, emojiOf } from "./emoji-names.ts";

export type EmojiPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "emoji"; readonly name: string };

/** Cuts a text where it names emoji that there are. */
export function splitEmoji(text: string): readonly EmojiPiece[] {
  const pieces: EmojiPiece[] = [];
  const pattern = new RegExp(`:(${EMOJI_NAME}):`, "g");
  let from = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, name = ""] = match;
    if (emojiOf(name) === null) {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "emoji", name });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}
