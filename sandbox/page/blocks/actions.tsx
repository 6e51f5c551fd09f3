import type { VNode } from "preact";
import { asRecords, asText, type Json } from "#sandbox/json.ts";
import { Element } from "#sandbox/page/elements/element.tsx";

type Props = { readonly block: Json };

export function Actions({ block }: Props): VNode {
  return (
    <div class="actions">
      <Elements block={block} />
    </div>
  );
}

export function ContextActions({ block }: Props): VNode {
  return (
    <div class="actions context-actions">
      <Elements block={block} />
    </div>
  );
}

function Elements({ block }: Props): VNode {
  const setting = { blockId: asText(block["block_id"]) ?? "", acts: true };
  return (
    <>
      {asRecords(block["elements"]).map((element, index) => (
        <Element key={asText(element["action_id"]) ?? index} element={element} setting={setting} />
      ))}
    </>
  );
}
