import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { asJson, asText, isJson, type Json } from "#sandbox/json.ts";
import { Element } from "#sandbox/page/elements/element.tsx";
import type { Setting } from "#sandbox/page/elements/setting.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { useSurface } from "./surface.ts";

/** A label, something to fill in, a hint, and what is wrong with it. */
export function Input({ block }: { readonly block: Json }): VNode {
  const { errors } = useSurface();
  const id = useId();
  const blockId = asText(block["block_id"]) ?? "";
  const isOptional = block["optional"] === true;
  const error = errors[blockId];
  const { hint } = block;
  const described = [error === undefined ? "" : `${id}-error`, isJson(hint) ? `${id}-hint` : ""];
  const setting: Setting = {
    blockId,
    acts: block["dispatch_action"] === true,
    id,
    labelledBy: `${id}-label`,
    describedBy: described.filter(Boolean).join(" "),
    isInvalid: error !== undefined,
    isRequired: !isOptional,
  };
  return (
    <div class={error === undefined ? "input" : "input input-wrong"}>
      <label class="input-label" id={`${id}-label`} for={id}>
        <TextObject of={asJson(block["label"])} />
        {isOptional && <span class="input-optional"> (optional)</span>}
      </label>
      <Element element={asJson(block["element"])} setting={setting} />
      {error !== undefined && (
        <p class="input-error" id={`${id}-error`}>
          <span aria-hidden="true">▲</span> {error}
        </p>
      )}
      {isJson(hint) && (
        <p class="input-hint" id={`${id}-hint`}>
          <TextObject of={hint} />
        </p>
      )}
    </div>
  );
}
