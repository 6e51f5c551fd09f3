import type { VNode } from "preact";
import { asRecords, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Picture } from "./picture.tsx";

export function Context({ block }: { readonly block: Json }): VNode {
  return (
    <div class="context">
      {asRecords(block["elements"]).map((element, index) =>
        element["type"] === "image" ? (
          <Picture key={index} image={element} size="small" />
        ) : (
          <span key={index} class="context-text">
            <TextObject of={element} />
          </span>
        ),
      )}
    </div>
  );
}
