import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { asText, type Json } from "#sandbox/json.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";
import { files } from "#sandbox/page/live/store.ts";
import { givenAddress, loadable } from "./picture-address.ts";

type Props = { readonly image: Json; readonly size: "small" | "medium" | "full" };

/** A picture of the workspace, or a frame in place of one on the internet. */
export function Picture({ image, size }: Props): VNode {
  const source = loadable(image, files.value);
  const [failed, setFailed] = useState<string | null>(null);
  const alt = asText(image["alt_text"]) ?? "";
  if (source === null || source === failed) return <Frame image={image} size={size} alt={alt} />;
  return (
    <img
      class={`picture picture-${size}`}
      src={source}
      alt={alt}
      loading="lazy"
      onError={() => setFailed(source)}
    />
  );
}

function Frame({ image, size, alt }: Props & { readonly alt: string }): VNode {
  const address = webAddress(givenAddress(image));
  if (size === "small") {
    return (
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- There is nothing to load.
      <span class="picture-frame picture-small" role="img" aria-label={alt} title={alt}>
        <span aria-hidden="true">▧</span>
      </span>
    );
  }
  return (
    <span class={`picture-frame picture-${size}`}>
      <span class="picture-alt">
        <span aria-hidden="true">▧</span> {alt}
      </span>
      {address !== null && (
        <a class="picture-address" href={address} target="_blank" rel="noopener noreferrer">
          {size === "full" ? address : "Address"}
        </a>
      )}
    </span>
  );
}
