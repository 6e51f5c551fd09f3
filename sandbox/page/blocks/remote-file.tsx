import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";

/** A file that an app keeps elsewhere; Slack knows it by the app's own id. */
export function RemoteFile({ block }: { readonly block: Json }): VNode {
  return (
    <div class="framed">
      <span aria-hidden="true">📄</span> Remote file <code>{asText(block["external_id"])}</code>
    </div>
  );
}
