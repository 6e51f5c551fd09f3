import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { asJson, asRecords, asText, isJson, type Json } from "#sandbox/json.ts";
import { Element } from "#sandbox/page/elements/element.tsx";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Folded } from "./folded.tsx";
import { Picture } from "./picture.tsx";

/** Text, fields in two columns, and one thing beside them. */
export function Section({ block }: { readonly block: Json }): VNode {
  const id = useId();
  const { text, accessory } = block;
  const fields = asRecords(block["fields"]);
  return (
    <div class="section">
      <div class="section-body" id={id}>
        {isJson(text) && (
          <Folded text={asText(text["text"]) ?? ""} isWhole={block["expand"] === true}>
            <TextObject of={text} />
          </Folded>
        )}
        {fields.length > 0 && (
          <div class="section-fields">
            {fields.map((field, index) => (
              <div key={index} class="section-field">
                <TextObject of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(accessory) && <Accessory block={block} textId={id} />}
    </div>
  );
}

function Accessory({ block, textId }: { readonly block: Json; readonly textId: string }): VNode {
  const accessory = asJson(block["accessory"]);
  if (accessory["type"] === "image") {
    return (
      <div class="section-accessory">
        <Picture image={accessory} size="medium" />
      </div>
    );
  }
  const setting = {
    blockId: asText(block["block_id"]) ?? "",
    acts: true,
    // A placeholder of its own names it better than the text beside it.
    labelledBy: isJson(accessory["placeholder"]) ? undefined : textId,
  };
  return (
    <div class="section-accessory">
      <Element element={accessory} setting={setting} />
    </div>
  );
}
