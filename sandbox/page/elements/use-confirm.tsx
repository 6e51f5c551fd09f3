import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { isJson } from "#sandbox/json.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

type Confirming = {
  /** Does it at once when there is nothing to confirm, else after the person agreed. */
  readonly confirmed: (deed: () => void) => void;
  readonly dialog: VNode | null;
};

export function useConfirm(confirm: unknown): Confirming {
  const [deed, setDeed] = useState<(() => void) | null>(null);
  if (!isJson(confirm)) return { confirmed: (now) => now(), dialog: null };

  function onAnswer(agreed: boolean): void {
    setDeed(null);
    if (agreed) deed?.();
  }
  return {
    confirmed: (later) => setDeed(() => later),
    dialog: deed === null ? null : <ConfirmDialog confirm={confirm} onAnswer={onAnswer} />,
  };
}
