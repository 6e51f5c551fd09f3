import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Channel } from "#sandbox/live/wire.ts";
import { ChannelSign } from "#sandbox/page/frame/channel-sections.tsx";
import { goTo, place } from "#sandbox/page/frame/place.ts";
import { isDirect, titleOf } from "#sandbox/page/frame/sight.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { zone } from "#sandbox/page/frame/zone.ts";
import { fetchUntil } from "#sandbox/page/live/older.ts";
import { users, viewer } from "#sandbox/page/live/store.ts";
import { useThreadMessages } from "./known-messages.ts";
import { MessageRows } from "./message-rows.tsx";
import { rowsOf } from "./rows.ts";
import { Scroller } from "./scroller.tsx";
import { Sentinel } from "./sentinel.tsx";
import { isAtStart } from "./span.ts";
import { ToNewest } from "./to-newest.tsx";
import { useReading } from "./use-reading.ts";
import { WritingPlace } from "./writing-place.tsx";

type Props = { readonly channel: Channel; readonly root: string };

/** A message and the answers to it, beside the conversation. */
export function ThreadPane({ channel, root }: Props): VNode {
  const messages = useThreadMessages(channel.id, root);
  const { kept, moving, shown, isSeen, toNewest } = useReading(channel.id, messages);
  useEffect(() => void fetchUntil(channel.id, root).catch(tellFailure), [channel.id, root]);
  const rows = rowsOf(shown, { zone: zone.value, read: null, viewerId: null });
  return (
    <section class="thread" aria-label="Thread">
      <header class="place-head">
        <h2>Thread</h2>
        <p class="topic">
          {!isDirect(channel) && <ChannelSign isPrivate={channel.is_private} />}
          {titleOf(channel, viewer.value, users.value)}
        </p>
        <button
          type="button"
          class="icon-button"
          aria-label="Close the thread"
          onClick={() => goTo({ thread: undefined })}
        >
          ×
        </button>
      </header>
      <div class="message-pane">
        <Scroller
          label="Replies"
          kept={kept}
          above={!isSeen && <ToNewest hasNews={false} onPress={toNewest} />}
        >
          {!isAtStart(messages, moving.span) && (
            <Sentinel onSeen={moving.showEarlier} after={shown[0]} />
          )}
          <MessageRows channel={channel.id} rows={rows} chosen={place.value.ts} inThread={true} />
          {moving.span.to !== null && <Sentinel onSeen={moving.showLater} after={shown.at(-1)} />}
        </Scroller>
      </div>
      <WritingPlace channel={channel} thread={root} />
    </section>
  );
}
