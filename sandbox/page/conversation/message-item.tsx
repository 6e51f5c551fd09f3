import type { VNode } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Message } from "#sandbox/live/wire.ts";
import { Avatar } from "#sandbox/page/frame/avatar.tsx";
import { isSystemLine } from "#sandbox/page/frame/unread.ts";
import { MessageBody } from "./message-body.tsx";
import { MessageHead, MessageTime } from "./message-head.tsx";
import { MessageNotes } from "./message-notes.tsx";
import { MessageToolbar } from "./message-toolbar.tsx";
import { Reactions } from "./reactions.tsx";
import { RepliesLink } from "./replies-link.tsx";
import { SystemLine } from "./system-line.tsx";

export type ItemProps = {
  readonly channel: string;
  readonly message: Message;
  /** Continues the message above: the author is not named again. */
  readonly follows: boolean;
  readonly isChosen: boolean;
  readonly inThread: boolean;
};

/** Drawn again only when the message itself, or how it is shown, has changed. */
export function MessageItem(props: ItemProps): VNode {
  const { channel, message, follows, isChosen, inThread } = props;
  return useMemo(
    () => (isSystemLine(message) ? <SystemLine message={message} /> : <Shown {...props} />),
    [channel, message, follows, isChosen, inThread],
  );
}

function Shown({ channel, message, follows, isChosen, inThread }: ItemProps): VNode {
  const { isActive, listeners, hold } = useActive();
  const isEphemeral = message.ephemeral_to !== undefined;
  const marks = [
    "message",
    follows ? "message-follows" : "",
    isChosen ? "message-chosen" : "",
    isEphemeral ? "message-ephemeral" : "",
  ];
  return (
    <article class={marks.join(" ").trim()} data-ts={message.ts} {...listeners}>
      <div class="message-side">
        {follows ? (
          <MessageTime channel={channel} message={message} isShort={true} />
        ) : (
          <Avatar user={message.user} size={36} />
        )}
      </div>
      <div class="message-main">
        {!follows && <MessageHead channel={channel} message={message} />}
        <MessageNotes message={message} inThread={inThread} />
        <MessageBody channel={channel} message={message} />
        <Reactions channel={channel} message={message} />
        {!inThread && <RepliesLink message={message} />}
      </div>
      {isActive && !isEphemeral && (
        <MessageToolbar channel={channel} message={message} inThread={inThread} hold={hold} />
      )}
    </article>
  );
}

type Active = {
  readonly isActive: boolean;
  readonly hold: (isHeld: boolean) => void;
  readonly listeners: Readonly<Record<string, (event: FocusEvent | MouseEvent) => void>>;
};

/** Under the pointer, with the focus inside, or with a menu open. */
function useActive(): Active {
  const [isHovered, hover] = useState(false);
  const [isFocused, focus] = useState(false);
  const [isHeld, hold] = useState(false);
  const listeners = useRef({
    onMouseEnter: () => hover(true),
    onMouseLeave: () => hover(false),
    onFocusIn: () => focus(true),
    onFocusOut: ({ currentTarget, relatedTarget }: FocusEvent) => {
      const isInside =
        currentTarget instanceof Node &&
        relatedTarget instanceof Node &&
        currentTarget.contains(relatedTarget);
      if (!isInside) focus(false);
    },
  });
  return { isActive: isHovered || isFocused || isHeld, hold, listeners: listeners.current };
}
