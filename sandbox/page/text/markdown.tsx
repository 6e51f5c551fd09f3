import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { markdownHtml } from "./markdown-html.ts";

/** The text of a markdown block. */
export function Markdown({ text }: { readonly text: string }): VNode {
  const html = useMemo(() => markdownHtml(text), [text]);
  return <div class="text markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
