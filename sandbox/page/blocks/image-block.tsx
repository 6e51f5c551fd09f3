import type { VNode } from "preact";
import { isJson, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Picture } from "./picture.tsx";

export function ImageBlock({ block }: { readonly block: Json }): VNode {
  const { title } = block;
  return (
    <figure class="image">
      {isJson(title) && (
        <figcaption class="image-title">
          <TextObject of={title} />
        </figcaption>
      )}
      <Picture image={block} size="full" />
    </figure>
  );
}
