import type { VNode } from "preact";
import type { Json } from "#sandbox/json.ts";

export function Attachments({ attachments }: { readonly attachments: readonly Json[] }): VNode {
  return <div class="attachments" data-count={attachments.length} />;
}
