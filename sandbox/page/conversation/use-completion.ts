import type { RefObject } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Json } from "#sandbox/json.ts";
import { maySee, isDirect } from "#sandbox/page/frame/sight.ts";
import { app, channels, users, viewer } from "#sandbox/page/live/store.ts";
import { emojisMatching } from "#sandbox/page/text/emoji-names.ts";
import {
  type Choices,
  completed,
  type Completion,
  completionsFor,
  type Typing,
  typingAt,
} from "./completion.ts";

/** What could be meant by the word at the cursor, and the way to choose from it. */
export type Completing = {
  readonly listId: string;
  readonly found: readonly Completion[];
  readonly chosen: number;
  readonly choose: (completion: Completion) => void;
  /** True when the key was meant for the list. */
  readonly takeKey: (event: KeyboardEvent) => boolean;
  /** The cursor has moved. */
  readonly follow: (cursor: number) => void;
  /** Tells of the list; a text field of many lines may not take the role of a combobox. */
  readonly attributes: Json;
};

type Box = RefObject<HTMLTextAreaElement | null>;

export function useCompletion(box: Box, text: string, change: (text: string) => void): Completing {
  const listId = useId();
  const [position, setPosition] = useState(0);
  const [dismissed, dismiss] = useState("");
  const [cursor, setCursor] = useState(text.length);
  const typing = text === dismissed ? null : typingAt(text, Math.min(cursor, text.length));
  const found = typing === null ? [] : completionsFor(typing, choices());
  const chosen = Math.min(position, found.length - 1);
  const putCursor = useCursor(box);

  function choose(completion: Completion): void {
    if (typing === null) return;
    const done = completed(text, typing, completion);
    change(done.text);
    setCursor(done.cursor);
    putCursor(done.cursor);
  }
  function takeKey(event: KeyboardEvent): boolean {
    const step = STEPS[event.key];
    const completion = found[chosen];
    if (completion === undefined) return false;
    if (step !== undefined) setPosition((chosen + step + found.length) % found.length);
    else if (event.key === "Escape") dismiss(text);
    else if (isChoosing(event, typing, completion)) choose(completion);
    else return false;
    event.preventDefault();
    return true;
  }
  function follow(at: number): void {
    setCursor(at);
    if (at !== cursor) setPosition(0);
  }
  const attributes = attributesOf(listId, found, chosen);
  return { listId, found, chosen, choose, takeKey, follow, attributes };
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Enter after a whole command sends it. */
function isChoosing(event: KeyboardEvent, typing: Typing | null, { insert }: Completion): boolean {
  if (event.key === "Tab") return !event.shiftKey;
  if (event.key !== "Enter" || event.shiftKey) return false;
  return typing?.kind !== "command" || `/${typing.part}` !== insert;
}

function attributesOf(listId: string, found: readonly Completion[], chosen: number): Json {
  const isOpen = found.length > 0;
  return {
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    ...(isOpen ? { "aria-controls": listId } : {}),
    ...(isOpen ? { "aria-activedescendant": optionId(listId, chosen) } : {}),
  };
}

function choices(): Choices {
  const me = viewer.value;
  const seen = [...channels.value.values()].filter(
    (channel) => me !== null && !isDirect(channel) && maySee(me, channel),
  );
  return {
    people: [...users.value.values()].filter(({ deleted }) => !deleted),
    channels: seen,
    commands: app.value?.commands ?? [],
    emojis: emojisMatching,
  };
}

/** Puts the cursor somewhere as soon as the text is in place: before another key is heard. */
function useCursor(box: Box): (cursor: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    box.current?.focus();
    box.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  return (cursor) => {
    wanted.current = cursor;
  };
}
