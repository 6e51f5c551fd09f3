import type { RefObject } from "preact";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

/** A scrolled list that stays where its reader is, whatever is added above or below. */
export type KeptPlace = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
  /** Brings a message into the middle; false when it is not drawn. */
  readonly toMessage: (ts: string) => boolean;
};

type Held = { readonly ts: string; readonly top: number };

const NEAR = 40;

export function useKeptPlace(): KeptPlace {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const held = useRef<Held | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);

  const note = useCallback(() => {
    if (scroller.current === null) return;
    atEnd.current = isNearEnd(scroller.current);
    held.current = firstVisible(scroller.current);
    setAtEnd(atEnd.current);
  }, []);
  const restore = useCallback(() => {
    if (scroller.current !== null) keep(scroller.current, atEnd.current, held.current);
  }, []);
  // After each drawing, and when a picture or a chart takes its place later.
  useLayoutEffect(restore);
  useLayoutEffect(() => watch(scroller.current, content.current, { note, restore }), []);

  const toEnd = useCallback(() => {
    atEnd.current = true;
    setAtEnd(true);
    restore();
  }, []);
  const toMessage = useCallback((ts: string) => {
    const message = messageIn(scroller.current, ts);
    message?.scrollIntoView({ block: "center" });
    if (message !== null) note();
    return message !== null;
  }, []);
  return { scroller, content, isAtEnd, toEnd, toMessage };
}

type Reactions = { readonly note: () => void; readonly restore: () => void };

function watch(
  scroller: HTMLElement | null,
  content: HTMLElement | null,
  { note, restore }: Reactions,
): () => void {
  const sizes = new ResizeObserver(restore);
  for (const box of [scroller, content]) if (box !== null) sizes.observe(box);
  scroller?.addEventListener("scroll", note, { passive: true });
  return () => {
    sizes.disconnect();
    scroller?.removeEventListener("scroll", note);
  };
}

function keep(scroller: HTMLElement, atEnd: boolean, held: Held | null): void {
  if (atEnd) {
    scroller.scrollTop = scroller.scrollHeight;
    return;
  }
  const message = held === null ? null : messageIn(scroller, held.ts);
  if (message === null || held === null) return;
  const moved = topIn(scroller, message) - held.top;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
}

function firstVisible(scroller: HTMLElement): Held | null {
  const messages = [...scroller.querySelectorAll<HTMLElement>("[data-ts]")];
  const first = messages.find((message) => topIn(scroller, message) + message.offsetHeight > 0);
  const ts = first?.dataset["ts"];
  return first === undefined || ts === undefined ? null : { ts, top: topIn(scroller, first) };
}

function isNearEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR;
}

function topIn(scroller: HTMLElement, message: HTMLElement): number {
  return message.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function messageIn(scroller: HTMLElement | null, ts: string): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-ts="${CSS.escape(ts)}"]`) ?? null;
}
