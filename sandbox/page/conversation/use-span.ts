import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "#sandbox/live/wire.ts";
import { visit } from "#sandbox/page/frame/place.ts";
import { tellFailure } from "#sandbox/page/frame/toasts.tsx";
import { fetchOlder, fetchUntil } from "#sandbox/page/live/older.ts";
import { around, earlier, isAtStart, later, NEWEST, type Span } from "./span.ts";

export type Moving = {
  readonly span: Span;
  readonly showEarlier: () => void;
  readonly showLater: () => void;
  readonly showNewest: () => void;
};

type Given = {
  readonly channel: string;
  readonly messages: readonly Message[];
  /** A message to show; the span goes there whenever it is asked for. */
  readonly ts: string | undefined;
};

/** Which part of a conversation is drawn, moving with its reader. */
export function useSpan({ channel, messages, ts }: Given): Moving {
  const [span, setSpan] = useState<Span>(NEWEST);
  const known = useRef(messages);
  known.current = messages;
  useEffect(() => {
    if (ts === undefined) return;
    fetchUntil(channel, ts).then(
      () => setSpan((before) => around(known.current, ts) ?? before),
      tellFailure,
    );
  }, [channel, ts, visit.value]);
  return {
    span,
    showEarlier: () => {
      if (!isAtStart(messages, span)) setSpan(earlier(messages, span));
      else void fetchOlder(channel).catch(tellFailure);
    },
    showLater: () => setSpan(later(messages, span)),
    showNewest: () => setSpan(NEWEST),
  };
}
