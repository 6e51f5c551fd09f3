import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { RichText } from "#sandbox/page/text/rich-text.tsx";
import { UnknownElement } from "#sandbox/page/text/unknown-element.tsx";

/** What stands in a cell of either kind of table. */
export function Cell({ cell }: { readonly cell: Json }): VNode {
  switch (cell["type"]) {
    case "rich_text":
      return <RichText block={cell} />;
    case "raw_text":
    case "raw_number":
      return <>{asText(cell["text"]) ?? String(cell["value"])}</>;
    default:
      return <UnknownElement of={cell} />;
  }
}
