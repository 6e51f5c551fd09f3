import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";

export function FilePreview({ file }: { readonly file: Json }): VNode {
  return <div class="file-preview">{asText(file["name"])}</div>;
}
