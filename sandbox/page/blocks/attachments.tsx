import type { VNode } from "preact";
import { asRecords, type Json } from "#sandbox/json.ts";
import { barColour } from "./attachment-colour.ts";
import { Blocks } from "./blocks.tsx";
import { Boundary } from "./boundary.tsx";
import { LegacyAttachment } from "./legacy-attachment.tsx";

export function Attachments({ attachments }: { readonly attachments: readonly Json[] }): VNode {
  return (
    <div class="attachments">
      {attachments.map((attachment, index) => (
        <div
          key={index}
          class="attachment"
          style={{ borderInlineStartColor: barColour(attachment["color"]) }}
        >
          <Boundary type="attachment" json={attachment}>
            {Array.isArray(attachment["blocks"]) ? (
              <Blocks blocks={asRecords(attachment["blocks"])} />
            ) : (
              <LegacyAttachment attachment={attachment} />
            )}
          </Boundary>
        </div>
      ))}
    </div>
  );
}
