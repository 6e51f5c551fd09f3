import type { ComponentChildren, VNode } from "preact";
import { asText, isJson, type Json } from "#sandbox/json.ts";
import { RichText } from "#sandbox/page/text/rich-text.tsx";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Picture } from "./picture.tsx";

type Props = { readonly block: Json; readonly children: ComponentChildren };

/** A framed group of blocks with a title, some of which can be folded away. */
export function Container({ block, children }: Props): VNode {
  const width = asText(block["width"]) ?? "standard";
  const look = `container container-${width}`;
  const divided = block["has_header_divider"] === true ? "container-divided" : "";
  if (block["is_collapsible"] !== true) {
    return (
      <div class={look}>
        <div class={`container-head ${divided}`}>
          <Title block={block} />
        </div>
        <div class="container-body">{children}</div>
      </div>
    );
  }
  return (
    <details class={look} open={block["default_collapsed"] !== true}>
      <summary class={`container-head ${divided}`}>
        <Title block={block} />
      </summary>
      <div class="container-body">{children}</div>
    </details>
  );
}

function Title({ block }: Pick<Props, "block">): VNode {
  const { icon, title, rich_text_title: rich, subtitle } = block;
  return (
    <span class="container-title">
      {isJson(icon) && <Picture image={icon} size="small" />}
      <span>
        {isJson(title) && (
          <strong>
            <TextObject of={title} />
          </strong>
        )}
        {isJson(rich) && <RichText block={rich} />}
        {isJson(subtitle) && (
          <span class="container-subtitle">
            <TextObject of={subtitle} />
          </span>
        )}
      </span>
    </span>
  );
}
