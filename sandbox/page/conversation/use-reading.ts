import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Message } from "#sandbox/live/wire.ts";
import { place, visit } from "#sandbox/page/frame/place.ts";
import { isSystemLine } from "#sandbox/page/frame/unread.ts";
import { viewerId } from "#sandbox/page/live/store.ts";
import { shownIn } from "./span.ts";
import { type KeptPlace, useKeptPlace } from "./use-kept-place.ts";
import { type Moving, useSpan } from "./use-span.ts";

/** Where somebody is in a long list of messages. */
export type Reading = {
  readonly kept: KeptPlace;
  readonly moving: Moving;
  /** What is drawn: some pages around where the reader is. */
  readonly shown: readonly Message[];
  /** The newest is in sight. */
  readonly isSeen: boolean;
  readonly toNewest: () => void;
};

export function useReading(channel: string, messages: readonly Message[]): Reading {
  const { ts } = place.value;
  const kept = useKeptPlace();
  const moving = useSpan({ channel, messages, ts });
  const shown = shownIn(messages, moving.span);
  useVisit(kept, ts, shown);
  function toNewest(): void {
    moving.showNewest();
    kept.toEnd();
  }
  useOwnWords(messages.at(-1), toNewest);
  return { kept, moving, shown, isSeen: moving.span.to === null && kept.isAtEnd, toNewest };
}

/** Goes to the message that the address names, once each time it is asked for, as soon as it is drawn. */
function useVisit(kept: KeptPlace, ts: string | undefined, shown: readonly Message[]): void {
  const visited = useRef<string | undefined>(undefined);
  const isDrawn = useMemo(() => shown.some((message) => message.ts === ts), [shown, ts]);
  const asked = ts === undefined ? undefined : `${ts} ${visit.value}`;
  useEffect(() => {
    if (ts === undefined) visited.current = undefined;
    else if (isDrawn && visited.current !== asked && kept.toMessage(ts)) visited.current = asked;
  }, [asked, isDrawn]);
}

/** Whoever writes wants to see what they wrote, wherever they were reading. */
function useOwnWords(newest: Message | undefined, show: () => void): void {
  const before = useRef(newest?.ts);
  useEffect(() => {
    const isNew =
      before.current !== undefined && newest !== undefined && newest.ts > before.current;
    before.current = newest?.ts;
    if (isNew && newest.user === viewerId.value && !isSystemLine(newest)) show();
  }, [newest?.ts]);
}
