import type { VNode } from "preact";
import { listOpen } from "./panes.ts";

/** Shown at phone width only. */
export function BackButton(): VNode {
  return (
    <button
      type="button"
      class="icon-button back-button"
      aria-label="All channels"
      onClick={() => {
        listOpen.value = true;
      }}
    >
      ‹
    </button>
  );
}
