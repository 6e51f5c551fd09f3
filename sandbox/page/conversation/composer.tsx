import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { viewerId } from "#sandbox/page/live/store.ts";
import { CompletionList } from "./completion-list.tsx";
import { draftAt, keepDraft } from "./drafts.ts";
import { send } from "./send.ts";
import { ShortcutsMenu } from "./shortcuts-menu.tsx";
import { useCompletion } from "./use-completion.ts";

type Props = {
  /** A channel's id, or a person's to whom nobody has written yet. */
  readonly channel: string;
  readonly label: string;
  readonly thread?: string;
};

export function Composer({ channel, label, thread }: Props): VNode {
  const where = { user: viewerId.value ?? "", channel, thread };
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draftAt(where));
  function change(next: string): void {
    keepDraft(where, next);
    setText(next);
  }
  const completion = useCompletion(box, text, change);
  useLayoutEffect(() => grow(box.current), [text]);
  async function submit(): Promise<void> {
    change("");
    const wasSent = await send(text, { channel, thread });
    // Not lost, unless something else has been begun meanwhile.
    if (!wasSent && box.current?.value === "") change(text);
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <CompletionList completion={completion} />
      <textarea
        ref={box}
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        {...completion.attributes}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={(event) => {
          if (completion.takeKey(event) || event.isComposing) return;
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          void submit();
        }}
      />
      <div class="composer-tools">
        {thread === undefined && <ShortcutsMenu />}
        <span class="composer-hint">Enter sends, Shift+Enter begins a new line</span>
        <button type="submit" class="button button-main" disabled={text.trim() === ""}>
          Send
        </button>
      </div>
    </form>
  );
}

function grow(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
