import { useRef } from "preact/hooks";
import { reads, viewerId } from "#sandbox/page/live/store.ts";
import { markAfter, type NewMark } from "./new-mark.ts";

/** The ts after which "New" stands, for as long as the conversation is open. */
export function useNewMark(channel: string, newest: string, isSeen: boolean): string {
  const read = reads.value.get(`${viewerId.value} ${channel}`);
  const mark = useRef<NewMark | null>(null);
  mark.current = markAfter(mark.current, { read, newest, isSeen: isSeen && document.hasFocus() });
  return mark.current.mark;
}
