import type { VNode } from "preact";

/** The text of a markdown block. */
export function Markdown({ text }: { readonly text: string }): VNode {
  return <div class="text">{text}</div>;
}
