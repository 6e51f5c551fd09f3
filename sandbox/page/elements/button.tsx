import type { VNode } from "preact";
import { asJson, asText } from "#sandbox/json.ts";
import { useSurface } from "#sandbox/page/blocks/surface.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import type { ElementProps } from "./setting.ts";
import { useActing } from "./use-acting.ts";
import { useConfirm } from "./use-confirm.tsx";
import { webAddress } from "./web-address.ts";

/** A button, or a workflow button. One with an address opens it and tells the app, too. */
export function Button({ element, setting }: ElementProps): VNode {
  const { act } = useSurface();
  const { isBusy, run } = useActing();
  const { confirmed, dialog } = useConfirm(element["confirm"]);
  const address = webAddress(element["url"]);
  const place = { block_id: setting.blockId, action_id: asText(element["action_id"]) ?? "" };

  function press(): void {
    if (address !== null) open(address, "_blank", "noopener,noreferrer");
    run(() => act(place));
  }
  const shared = {
    class: look(element["style"]),
    "aria-label": asText(element["accessibility_label"]),
    "aria-busy": isBusy,
    "data-action-id": place.action_id,
    // The browser's own opening would not wait for a confirmation.
    onClick: (event: Event): void => {
      event.preventDefault();
      if (!isBusy) confirmed(press);
    },
  };
  const text = <TextObject of={asJson(element["text"])} />;
  return (
    <>
      {address === null ? (
        <button type="button" aria-disabled={isBusy} {...shared}>
          {text}
        </button>
      ) : (
        <a href={address} target="_blank" rel="noopener noreferrer" title={address} {...shared}>
          {text}
          <span class="button-leaves" aria-hidden="true">
            ↗
          </span>
        </a>
      )}
      {dialog}
    </>
  );
}

function look(style: unknown): string {
  if (style === "primary") return "button button-primary";
  return style === "danger" ? "button button-danger" : "button";
}
