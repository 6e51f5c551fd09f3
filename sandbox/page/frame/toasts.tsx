import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

type Toast = { readonly id: number; readonly words: string; readonly failed: boolean };

const SECONDS = 8;

const toasts = signal<readonly Toast[]>([]);
let told = 0;

/** Says something in passing, to eyes and to screen readers. */
export function tell(words: string): void {
  add(words, false);
}

export function tellFailure(error: unknown): void {
  add(error instanceof Error ? error.message : String(error), true);
}

/** Announced politely; each goes by itself after a while or when it is closed. */
export function Toasts(): VNode {
  const box = useRef<HTMLOutputElement>(null);
  const shown = toasts.value;
  useEffect(() => putOnTop(box.current, shown.length > 0), [shown]);
  return (
    <output ref={box} popover="manual" class="toasts" aria-live="polite">
      {shown.map((toast) => (
        <span key={toast.id} class={toast.failed ? "toast toast-failed" : "toast"}>
          <span>{toast.words}</span>
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            onClick={() => remove(toast.id)}
          >
            ×
          </button>
        </span>
      ))}
    </output>
  );
}

/** What was shown last lies on top: also above a dialog that was opened after the toast before. */
function putOnTop(box: HTMLElement | null, some: boolean): void {
  box?.hidePopover();
  if (some) box?.showPopover();
}

function add(words: string, failed: boolean): void {
  told += 1;
  const id = told;
  const others = toasts.value.filter((toast) => toast.words !== words);
  toasts.value = [...others.slice(-3), { id, words, failed }];
  setTimeout(() => remove(id), SECONDS * 1000);
}

function remove(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}
