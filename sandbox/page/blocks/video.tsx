import type { VNode } from "preact";
import { asJson, asText, isJson, type Json } from "#sandbox/json.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { Picture } from "./picture.tsx";

/** A video elsewhere on the internet: framed, with its address, and never played here. */
export function Video({ block }: { readonly block: Json }): VNode {
  const address = webAddress(block["title_url"]) ?? webAddress(block["video_url"]);
  const title = <TextObject of={asJson(block["title"])} />;
  const from = [asText(block["author_name"]), asText(block["provider_name"])].filter(Boolean);
  const { description } = block;
  const thumbnail = { image_url: block["thumbnail_url"], alt_text: block["alt_text"] };
  return (
    <figure class="video framed">
      <figcaption>
        {address === null ? (
          title
        ) : (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        )}
        {from.length > 0 && <div class="video-from">{from.join(" · ")}</div>}
        {isJson(description) && (
          <div>
            <TextObject of={description} />
          </div>
        )}
      </figcaption>
      <Picture image={thumbnail} size="full" />
    </figure>
  );
}
