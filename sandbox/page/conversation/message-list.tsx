import type { VNode } from "preact";
import type { Message } from "#sandbox/live/wire.ts";
import { place } from "#sandbox/page/frame/place.ts";
import { zone } from "#sandbox/page/frame/zone.ts";
import { viewerId } from "#sandbox/page/live/store.ts";
import { useChannelMessages, useLog } from "./known-messages.ts";
import { MessageRows } from "./message-rows.tsx";
import { rowsOf } from "./rows.ts";
import { Scroller } from "./scroller.tsx";
import { Sentinel } from "./sentinel.tsx";
import { isAtStart } from "./span.ts";
import { ToNewest } from "./to-newest.tsx";
import { readUpTo, useMarkRead } from "./use-mark-read.ts";
import { useNewMark } from "./use-new-mark.ts";
import { useReading } from "./use-reading.ts";
import type { Moving } from "./use-span.ts";

type Props = { readonly channel: string };

/** The messages of a channel: some pages around where the reader is, however many there are. */
export function MessageList({ channel }: Props): VNode {
  const messages = useChannelMessages(channel);
  const { kept, moving, shown, isSeen, toNewest } = useReading(channel, messages);
  const newest = messages.at(-1)?.ts ?? "";
  const read = useNewMark(channel, newest, isSeen);
  useMarkRead(channel, newest, isSeen);
  const rows = rowsOf(shown, { zone: zone.value, read, viewerId: viewerId.value });
  return (
    <div class="message-pane">
      <Scroller
        label="Messages"
        kept={kept}
        above={!isSeen && <ToNewest hasNews={newest > readUpTo(channel)} onPress={toNewest} />}
      >
        <Start channel={channel} messages={messages} moving={moving} />
        <MessageRows channel={channel} rows={rows} chosen={place.value.ts} />
        {moving.span.to !== null && <Sentinel onSeen={moving.showLater} after={shown.at(-1)} />}
      </Scroller>
    </div>
  );
}

type StartProps = {
  readonly channel: string;
  readonly messages: readonly Message[];
  readonly moving: Moving;
};

function Start({ channel, messages, moving: { span, showEarlier } }: StartProps): VNode {
  const { more } = useLog(channel).value;
  const hasEarlier = more || !isAtStart(messages, span);
  if (!hasEarlier) return <p class="list-start">This is where it begins.</p>;
  return <Sentinel onSeen={showEarlier} after={`${messages[0]?.ts} ${span.from}`} />;
}
