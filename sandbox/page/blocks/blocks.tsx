import type { VNode } from "preact";
import type { Json } from "#sandbox/json.ts";

/** Blocks of a message, a modal or a Home tab; what they do is up to the surface around them. */
export function Blocks({ blocks }: { readonly blocks: readonly Json[] }): VNode {
  return <div class="blocks" data-count={blocks.length} />;
}
