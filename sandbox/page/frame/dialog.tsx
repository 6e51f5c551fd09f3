import type { ComponentChildren, VNode } from "preact";
import { useId, useRef, useState } from "preact/hooks";

type Props = {
  readonly title: string;
  readonly button: string;
  /** Drawn only while it is open. */
  readonly children: (close: () => void) => ComponentChildren;
};

/** A button of the sidebar and the dialog that it opens. */
export function Dialog({ title, button, children }: Props): VNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  function open(): void {
    setOpen(true);
    dialog.current?.showModal();
  }
  return (
    <>
      <button type="button" class="rail-button" onClick={open}>
        {button}
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={() => setOpen(false)}>
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            ×
          </button>
        </header>
        {isOpen && children(() => dialog.current?.close())}
      </dialog>
    </>
  );
}
