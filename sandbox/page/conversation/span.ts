import type { Message } from "#sandbox/live/wire.ts";

/** Which part of a conversation is drawn. */
export type Span = {
  /** The first message drawn; null for the newest page. */
  readonly from: string | null;
  /** The last message drawn; null goes along with the newest. */
  readonly to: string | null;
};

export const NEWEST: Span = { from: null, to: null };

/** What is drawn at first. */
export const PAGE = 150;
/** What is added at an end: few enough to be drawn while somebody scrolls. */
export const STEP = 50;
/** More than this is never drawn: the far end is taken away. */
export const MOST = 300;

export function shownIn(messages: readonly Message[], { from, to }: Span): readonly Message[] {
  const end = to === null ? messages.length : indexAfter(messages, to);
  const start = from === null ? Math.max(0, end - PAGE) : indexAt(messages, from);
  return messages.slice(start, end);
}

/** A step of older messages, as far as they are known. */
export function earlier(messages: readonly Message[], span: Span): Span {
  const shown = shownIn(messages, span);
  const start = indexAt(messages, shown[0]?.ts ?? "");
  const from = messages[Math.max(0, start - STEP)]?.ts ?? null;
  const grown = shownIn(messages, { from, to: span.to });
  if (grown.length <= MOST) return { from, to: span.to };
  return { from, to: grown[MOST - 1]?.ts ?? span.to };
}

/** A step of newer messages; at the end the span goes along with the newest again. */
export function later(messages: readonly Message[], span: Span): Span {
  if (span.to === null) return span;
  const end = indexAfter(messages, span.to) + STEP;
  const to = end >= messages.length ? null : (messages[end - 1]?.ts ?? null);
  const grown = shownIn(messages, { from: span.from, to });
  const first = grown[Math.max(0, grown.length - MOST)]?.ts ?? null;
  return { from: first, to };
}

/** As much before as after a message; null when it is not known. */
export function around(messages: readonly Message[], ts: string): Span | null {
  const index = messages.findIndex((message) => message.ts === ts);
  if (index === -1) return null;
  const from = messages[Math.max(0, index - PAGE / 2)]?.ts ?? null;
  const last = messages[index + PAGE / 2];
  return { from, to: last?.ts ?? null };
}

export function isAtStart(messages: readonly Message[], span: Span): boolean {
  return shownIn(messages, span)[0] === messages[0];
}

function indexAt(messages: readonly Message[], ts: string): number {
  const index = messages.findIndex((message) => message.ts >= ts);
  return index === -1 ? messages.length : index;
}

function indexAfter(messages: readonly Message[], ts: string): number {
  const index = messages.findIndex((message) => message.ts > ts);
  return index === -1 ? messages.length : index;
}
