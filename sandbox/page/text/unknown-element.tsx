import type { VNode } from "preact";
import { type Json, asText } from "#sandbox/json.ts";

/** What this page cannot draw is named, never left out. */
export function UnknownElement({ of }: { readonly of: Json }): VNode {
  const type = asText(of["type"]) ?? "without a type";
  return <span class="unknown-element">Unknown element: {type}</span>;
}
