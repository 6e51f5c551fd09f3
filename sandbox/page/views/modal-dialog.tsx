import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { View } from "#sandbox/live/wire.ts";
import { passFocusOn } from "#sandbox/page/conversation/passed-focus.ts";
import { closeAll, closeTop, isOpen } from "./closing.ts";
import { ModalView } from "./modal-view.tsx";
import { NO_PROBLEMS, type Problems, problemsOf } from "./submission.ts";

/** The window that stays while views are pushed onto and taken off a stack. */
export function ModalDialog({ stack }: { readonly stack: readonly View[] }): VNode | null {
  const box = useRef<HTMLDialogElement>(null);
  const [problems, setProblems] = useState<Problems>(NO_PROBLEMS);
  useLayoutEffect(() => shownModally(box.current), []);
  const view = stack.at(-1);
  if (view === undefined) return null;

  async function leave(close: () => Promise<void>): Promise<void> {
    try {
      await close();
    } catch (error) {
      if (view !== undefined && isOpen(view)) setProblems(problemsOf(error));
    }
  }

  return (
    <dialog
      ref={box}
      class="modal"
      aria-labelledby={`title-${view.id}`}
      data-view-id={view.id}
      onCancel={(event) => {
        // A file input inside tells of its own cancelling.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        void leave(() => closeTop(view));
      }}
      onClose={({ currentTarget: dialog }) => {
        // A browser lets nobody hold a dialog open for ever; one that is gone from the page closed by itself.
        if (!dialog.isConnected || dialog.open) return;
        dialog.showModal();
        void leave(() => closeTop(view));
      }}
    >
      <ModalView
        key={view.id}
        view={view}
        depth={stack.length}
        problems={problems}
        onProblems={setProblems}
        onBack={() => void leave(() => closeTop(view))}
        onCloseAll={() => void leave(() => closeAll(stack))}
      />
    </dialog>
  );
}

/** Closing it gives the focus back to where it was before. */
function shownModally(dialog: HTMLDialogElement | null): (() => void) | undefined {
  if (dialog === null) return undefined;
  if (!dialog.open) dialog.showModal();
  return () => {
    dialog.close();
    // What had the focus may be gone: a first command makes a conversation, with a field of its own.
    passFocusOn();
  };
}
