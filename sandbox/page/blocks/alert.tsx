import type { VNode } from "preact";
import { asJson, asText, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";

/** The word says what the colour says. */
const LEVELS: Readonly<Record<string, { readonly icon: string; readonly word: string }>> = {
  default: { icon: "•", word: "Note" },
  info: { icon: "ℹ", word: "Information" },
  warning: { icon: "▲", word: "Warning" },
  error: { icon: "✕", word: "Error" },
  success: { icon: "✓", word: "Success" },
};

export function Alert({ block }: { readonly block: Json }): VNode {
  const level = asText(block["level"]) ?? "default";
  const { icon, word } = LEVELS[level] ?? { icon: "•", word: level };
  return (
    <div class={`alert alert-${level}`}>
      <span class="alert-level">
        <span aria-hidden="true">{icon}</span> {word}
      </span>
      <div>
        <TextObject of={asJson(block["text"])} />
      </div>
    </div>
  );
}
