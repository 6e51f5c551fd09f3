import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { modals, viewerId } from "#sandbox/page/live/store.ts";
import { dropOthers } from "./drafts.ts";
import { ModalDialog } from "./modal-dialog.tsx";

/** The viewer's topmost modal, or nothing. */
export function OpenModal(): VNode | null {
  const open = modals.value;
  const stack = open.get(viewerId.value ?? "") ?? [];
  const [root] = stack;
  useEffect(() => dropOthers(new Set([...open.values()].flat().map(({ id }) => id))), [open]);
  return root === undefined ? null : <ModalDialog key={root.id} stack={stack} />;
}
