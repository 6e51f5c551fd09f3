import type { Message } from "#sandbox/live/wire.ts";
import { isSystemLine } from "#sandbox/page/frame/unread.ts";
import { dayOf, momentOf } from "./moment.ts";

/** What stands under each other in a conversation. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly ts: string }
  | { readonly kind: "new"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: Message;
      /** Continues the message above: the author is not named again. */
      readonly follows: boolean;
    };

type Reading = {
  readonly zone: string;
  /** Where "New" stands: before the first message of others after this ts; null for nowhere. */
  readonly read: string | null;
  readonly viewerId: string | null;
};

const TOGETHER_MS = 5 * 60_000;

export function rowsOf(messages: readonly Message[], reading: Reading): readonly Row[] {
  const firstNew = firstNewIn(messages, reading);
  return messages.flatMap((message, index) => {
    const before = messages[index - 1];
    const isNewDay = before === undefined || !onSameDay(before, message, reading.zone);
    const isFirstNew = message === firstNew;
    const follows = !isNewDay && !isFirstNew && continues(before, message);
    const { ts } = message;
    const rows: readonly Row[] = [
      ...(isNewDay ? [{ kind: "day", key: `day ${ts}`, ts } as const] : []),
      ...(isFirstNew ? [{ kind: "new", key: "new" } as const] : []),
      { kind: "message", key: ts, message, follows },
    ];
    return rows;
  });
}

/** Nothing is new to somebody who wrote last and has been shown everything before. */
function firstNewIn(
  messages: readonly Message[],
  { read, viewerId }: Reading,
): Message | undefined {
  if (read === null) return undefined;
  return messages.find(({ ts, user }) => ts > read && user !== viewerId);
}

function onSameDay(before: Message, message: Message, zone: string): boolean {
  return dayOf(before.ts, zone) === dayOf(message.ts, zone);
}

function continues(before: Message, message: Message): boolean {
  if (isSystemLine(before) || isSystemLine(message)) return false;
  const isSameAuthor = before.user === message.user && before["bot_id"] === message["bot_id"];
  const isSameAudience = before.ephemeral_to === message.ephemeral_to;
  return isSameAuthor && isSameAudience && momentOf(message.ts) - momentOf(before.ts) < TOGETHER_MS;
}
