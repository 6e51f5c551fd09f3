import { useEffect } from "preact/hooks";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { act } from "#sandbox/page/live/control.ts";
import { reads, viewerId } from "#sandbox/page/live/store.ts";

/** Once the newest message is seen in a window that has the focus, everything up to it is read. */
export function useMarkRead(channel: string, newest: string, isSeen: boolean): void {
  useEffect(() => {
    if (!isSeen || newest === "") return undefined;
    function look(): void {
      if (document.hasFocus() && readUpTo(channel) < newest) markRead(channel, newest);
    }
    look();
    addEventListener("focus", look);
    return () => removeEventListener("focus", look);
  }, [channel, newest, isSeen]);
}

export function readUpTo(channel: string): string {
  return reads.value.get(`${viewerId.value} ${channel}`) ?? "";
}

function markRead(channel: string, ts: string): void {
  act("read", { channel, ts }).catch(tellFailure);
}
