import type { VNode } from "preact";
import type { Json } from "#sandbox/json.ts";

/** A rich_text block. */
export function RichText({ block }: { readonly block: Json }): VNode {
  return <div class="text">{JSON.stringify(block["elements"])}</div>;
}
