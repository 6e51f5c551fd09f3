import type { VNode } from "preact";
import { asText, type Json } from "#sandbox/json.ts";
import { webAddress } from "#sandbox/page/elements/web-address.ts";

/** A call that an app has announced. */
export function Call({ call }: { readonly call: Json }): VNode {
  const address = webAddress(call["join_url"]);
  return (
    <div class="framed">
      <span aria-hidden="true">📞</span> <strong>{asText(call["name"]) ?? "Call"}</strong>
      {address !== null && (
        <p>
          <a href={address} target="_blank" rel="noopener noreferrer">
            Join the call
          </a>
        </p>
      )}
    </div>
  );
}
