import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { viewerId } from "#sandbox/page/live/store.ts";
import { draftAt, keepDraft } from "./drafts.ts";
import { send } from "./send.ts";
import { ShortcutsMenu } from "./shortcuts-menu.tsx";
import { WritingField } from "./writing-field.tsx";

type Props = {
  /** A channel's id, or a person's to whom nobody has written yet. */
  readonly channel: string;
  readonly label: string;
  readonly thread?: string;
};

export function Composer({ channel, label, thread }: Props): VNode {
  const where = { user: viewerId.value ?? "", channel, thread };
  const [text, setText] = useState(() => draftAt(where));
  const latest = useRef(text);
  function change(next: string): void {
    latest.current = next;
    keepDraft(where, next);
    setText(next);
  }
  async function submit(): Promise<void> {
    // What was typed may not have been drawn yet.
    const typed = latest.current;
    change("");
    const wasSent = await send(typed, { channel, thread });
    // Not lost, unless something else has been begun meanwhile.
    if (!wasSent && latest.current === "") change(typed);
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <WritingField label={label} text={text} onChange={change} onSend={() => void submit()} />
      <div class="composer-tools">
        {thread === undefined && <ShortcutsMenu />}
        <span class="composer-hint">Enter sends, Shift+Enter begins a new line</span>
        <button type="submit" class="button button-primary">
          Send
        </button>
      </div>
    </form>
  );
}
