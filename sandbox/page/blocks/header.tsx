import type { VNode } from "preact";
import { asJson, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";

/** The page's own headings stand above: h1 and h2. */
const TAGS = ["h3", "h4", "h5", "h6"] as const;

export function Header({ block }: { readonly block: Json }): VNode {
  const level = Number(block["level"] ?? 1);
  const Tag = TAGS[level - 1] ?? "h3";
  return (
    <Tag class={`header header-${level}`}>
      <TextObject of={asJson(block["text"])} />
    </Tag>
  );
}
