import type { VNode } from "preact";

type Props = { readonly text: string; readonly emoji?: boolean };

/** A text in which nothing but emoji is marked up. */
export function PlainText({ text }: Props): VNode {
  return <span class="text">{text}</span>;
}
