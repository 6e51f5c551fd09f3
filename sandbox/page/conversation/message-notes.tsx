import type { VNode } from "preact";
import type { Message } from "#sandbox/live/wire.ts";
import { goTo } from "#sandbox/page/frame/place.ts";

type Props = { readonly message: Message; readonly inThread: boolean };

/** What is to be known before a message is read. */
export function MessageNotes({ message, inThread }: Props): VNode | null {
  const { thread_ts: thread, subtype, ephemeral_to } = message;
  const isBroadcast = subtype === "thread_broadcast" && thread !== undefined;
  return (
    <>
      {ephemeral_to !== undefined && <p class="message-note">Only visible to you</p>}
      {isPinned(message) && <p class="message-note">Pinned to this channel</p>}
      {isBroadcast && !inThread && (
        <p class="message-note">
          <button type="button" class="link-button" onClick={() => goTo({ thread })}>
            Replied to a thread
          </button>
        </p>
      )}
    </>
  );
}

function isPinned(message: Message): boolean {
  const channels = message["pinned_to"];
  return Array.isArray(channels) && channels.length > 0;
}
