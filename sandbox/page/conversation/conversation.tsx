import type { VNode } from "preact";
import { place } from "#sandbox/page/frame/place.ts";
import { channels } from "#sandbox/page/live/store.ts";
import { BookmarksBar } from "./bookmarks-bar.tsx";
import { ChannelHeader } from "./channel-header.tsx";
import { MessageList } from "./message-list.tsx";
import { ThreadPane } from "./thread-pane.tsx";
import { WritingPlace } from "./writing-place.tsx";

/** A channel or a direct conversation, and the thread that is open beside it. */
export function Conversation({ channel: id }: { readonly channel: string }): VNode | null {
  const channel = channels.value.get(id);
  if (channel === undefined) return null;
  const { thread } = place.value;
  return (
    <main class={thread === undefined ? "conversation" : "conversation conversation-thread"}>
      <div class="conversation-main">
        <ChannelHeader channel={channel} />
        <BookmarksBar bookmarks={channel.bookmarks} />
        <MessageList channel={id} />
        <WritingPlace channel={channel} />
      </div>
      {thread !== undefined && <ThreadPane key={thread} channel={channel} root={thread} />}
    </main>
  );
}
