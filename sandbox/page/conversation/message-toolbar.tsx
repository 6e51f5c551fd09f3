import type { VNode } from "preact";
import type { Message } from "#sandbox/live/wire.ts";
import { archivePath } from "#sandbox/page/frame/archive-links.ts";
import { goTo } from "#sandbox/page/frame/place.ts";
import { Popover } from "#sandbox/page/frame/popover.tsx";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { app, logs } from "#sandbox/page/live/store.ts";
import { copyLink } from "./copy-link.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { react } from "./react.ts";

type Props = {
  readonly channel: string;
  readonly message: Message;
  readonly inThread: boolean;
  /** The toolbar stays as long as something of it is open. */
  readonly hold: (isHeld: boolean) => void;
};

/** What can be done with a message. */
export function MessageToolbar({ channel, message, inThread, hold }: Props): VNode {
  const { ts, thread_ts: thread = ts } = message;
  return (
    <div class="message-toolbar" role="toolbar" aria-label="Message actions">
      <EmojiPicker
        label="Add a reaction"
        button="☺"
        class="icon-button"
        onOpen={hold}
        onPick={(name) => react({ channel, ts, name })}
      />
      {!inThread && (
        <button
          type="button"
          class="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => goTo({ thread })}
        >
          ↩
        </button>
      )}
      <Popover label="More actions" button="⋯" class="icon-button" onOpen={hold}>
        {(close) => (
          <MoreActions channel={channel} message={message} inThread={inThread} close={close} />
        )}
      </Popover>
    </div>
  );
}

type MoreProps = Omit<Props, "hold"> & { readonly close: () => void };

function MoreActions({ channel, message, inThread, close }: MoreProps): VNode {
  const { ts, thread_ts } = message;
  const thread = thread_ts === ts ? undefined : thread_ts;
  const shortcuts = (app.value?.shortcuts ?? []).filter(({ type }) => type === "message");
  function closing(run: () => unknown): () => void {
    return () => {
      close();
      run();
    };
  }
  return (
    <div class="menu">
      <button type="button" onClick={closing(() => copyLink(archivePath({ channel, ts, thread })))}>
        Copy link
      </button>
      {!inThread && (
        <button type="button" onClick={closing(() => markUnread(channel, ts))}>
          Mark unread
        </button>
      )}
      {shortcuts.map(({ name, callback_id }) => (
        <button
          key={callback_id}
          type="button"
          onClick={closing(() => runShortcut({ callback_id, channel, ts }))}
        >
          {name} <span class="quiet">{app.value?.name}</span>
        </button>
      ))}
    </div>
  );
}

/** Read is what stands before this message. */
function markUnread(channel: string, ts: string): void {
  const before = logs.value.get(channel)?.messages.findLast((message) => message.ts < ts);
  act("read", { channel, ts: before?.ts ?? "0", back: true }).catch(tellFailure);
}

function runShortcut(given: {
  readonly callback_id: string;
  readonly channel: string;
  readonly ts: string;
}): void {
  act("shortcut", given).catch(tellFailure);
}
