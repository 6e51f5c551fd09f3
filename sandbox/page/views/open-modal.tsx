import type { VNode } from "preact";
import { modals, viewerId } from "#sandbox/page/live/store.ts";

/** The viewer's topmost modal, or nothing. */
export function OpenModal(): VNode | null {
  const view = modals.value.get(viewerId.value ?? "")?.at(-1);
  return view === undefined ? null : <p>{view.id}</p>;
}
