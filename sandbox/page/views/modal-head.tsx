import type { VNode } from "preact";
import { asJson } from "#sandbox/json.ts";
import type { View } from "#sandbox/live/wire.ts";
import { app } from "#sandbox/page/live/store.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";

type Props = {
  readonly view: View;
  /** Another view lies below. */
  readonly pushed: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
};

export function ModalHead({ view, pushed, onBack, onClose }: Props): VNode {
  return (
    <div class="modal-head">
      {pushed && (
        <button type="button" class="modal-icon" aria-label="Back" onClick={onBack}>
          <span aria-hidden="true">←</span>
        </button>
      )}
      <div class="modal-title">
        <h2 id={`title-${view.id}`} tabIndex={-1}>
          <TextObject of={asJson(view["title"])} />
        </h2>
        <p>{app.value?.name ?? "App"}</p>
      </div>
      <button
        type="button"
        class="modal-icon"
        aria-label={pushed ? "Close all" : "Close"}
        onClick={onClose}
      >
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
