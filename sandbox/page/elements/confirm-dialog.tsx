import type { VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { asJson, type Json } from "#sandbox/json.ts";
import { TextObject } from "#sandbox/page/text/text-object.tsx";
import { wordsOf } from "./words.ts";

type Props = { readonly confirm: Json; readonly onAnswer: (agreed: boolean) => void };

/** Asks before something costly is done. */
export function ConfirmDialog({ confirm, onAnswer }: Props): VNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key: Escape must not reach the modal below.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closed before it goes, so that the focus returns to where it was.
    return () => shown?.close();
  }, []);
  const danger = confirm["style"] === "danger";
  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onAnswer(false);
      }}
    >
      <h2 id={`${id}-title`} class="confirm-title">
        {wordsOf(confirm["title"]) || "Are you sure?"}
      </h2>
      <div id={`${id}-text`}>
        <TextObject of={asJson(confirm["text"])} />
      </div>
      <div class="confirm-answers">
        <button type="button" class="button" onClick={() => onAnswer(false)}>
          {wordsOf(confirm["deny"]) || "Cancel"}
        </button>
        <button
          type="button"
          class={danger ? "button button-danger" : "button button-primary"}
          onClick={() => onAnswer(true)}
        >
          {wordsOf(confirm["confirm"]) || "Yes"}
        </button>
      </div>
    </dialog>
  );
}
