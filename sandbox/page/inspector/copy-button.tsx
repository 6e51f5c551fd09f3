import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";

const SHOWN_MS = 2000;

type Props = { readonly what: string; readonly text: string };

export function CopyButton({ what, text }: Props): VNode {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      tellFailure(error);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  }
  return (
    <button type="button" class="inspector-button" onClick={() => void copy()}>
      <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
      <span class="visually-hidden"> {what}</span>
    </button>
  );
}
