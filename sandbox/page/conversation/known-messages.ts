import { type ReadonlySignal, computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Message } from "#sandbox/live/wire.ts";
import { isInChannel, isVisible } from "#sandbox/page/frame/unread.ts";
import { emptyLog, type Log, logs, viewer } from "#sandbox/page/live/store.ts";

const NOTHING: Log = emptyLog();

/** One channel's messages; a component that reads it sleeps through what happens in the others. */
export function useLog(channel: string): ReadonlySignal<Log> {
  return useMemo(() => computed(() => logs.value.get(channel) ?? NOTHING), [channel]);
}

/** What the viewer sees in the channel itself. */
export function useChannelMessages(channel: string): readonly Message[] {
  const { messages } = useLog(channel).value;
  const me = viewer.value;
  return useMemo(() => messages.filter((message) => isInChannel(message, me)), [messages, me]);
}

/** The first message of a thread and the answers to it, as the viewer sees them. */
export function useThreadMessages(channel: string, root: string): readonly Message[] {
  const { messages } = useLog(channel).value;
  const me = viewer.value;
  return useMemo(
    () => messages.filter((one) => isOfThread(one, root) && isVisible(one, me)),
    [messages, me, root],
  );
}

function isOfThread({ ts, thread_ts }: Message, root: string): boolean {
  return ts === root || thread_ts === root;
}
