import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { RichText } from "#sandbox/page/text/rich-text.tsx";

/** What stands in a cell of either kind of table. */
export function Cell({ cell }: { readonly cell: Json }): VNode {
  if (cell["type"] === "rich_text") return <RichText block={cell} />;
  const { value } = cell;
  return <>{asText(cell["text"]) ?? (typeof value === "number" ? value : "")}</>;
}
