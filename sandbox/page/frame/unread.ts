import { asList, type Json } from "#sandbox/json.ts";
import type { Message, User } from "#sandbox/live/wire.ts";
import type { Log } from "#sandbox/page/live/store.ts";

export type Unread = {
  readonly count: number;
  /** How many of them call this person. */
  readonly mentions: number;
  /** There are more of them than are known here. */
  readonly atLeast: boolean;
};

const NONE_UNREAD: Unread = { count: 0, mentions: 0, atLeast: false };

type Reader = {
  readonly viewer: User;
  /** The last ts this person has read here; absent when they never did. */
  readonly read: string | undefined;
  readonly usergroups: ReadonlyMap<string, Json>;
};

export function unreadIn({ messages, more }: Log, reader: Reader): Unread {
  const { viewer, read = "" } = reader;
  const unread = messages.filter((message) => message.ts > read && isNews(message, viewer));
  if (unread.length === 0) return NONE_UNREAD;
  const called = callsOf(reader);
  const mentions = unread.filter((message) => contains(wordsOf(message), called));
  const atLeast = more && (messages[0]?.ts ?? "") > read;
  return { count: unread.length, mentions: mentions.length, atLeast };
}

/** Shown in the channel itself and visible to this person. */
export function isInChannel(message: Message, viewer: User | null): boolean {
  if (!isVisible(message, viewer)) return false;
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  return !isReply || message.subtype === "thread_broadcast";
}

export function isVisible(message: Message, viewer: User | null): boolean {
  return message.ephemeral_to === undefined || message.ephemeral_to === viewer?.id;
}

/** What Slack writes itself when somebody joins, sets a topic and so on. */
export function isSystemLine({ subtype = "" }: Message): boolean {
  return /^(?:channel|group)_/.test(subtype) || subtype === "pinned_item";
}

function isNews(message: Message, viewer: User): boolean {
  return isInChannel(message, viewer) && message.user !== viewer.id && !isSystemLine(message);
}

/** How a message calls this person, as mrkdwn and as an element of rich text. */
function callsOf({ viewer, usergroups }: Reader): readonly string[] {
  const groups = [...usergroups.values()].filter((group) =>
    asList(group["users"]).includes(viewer.id),
  );
  const written = [`@${viewer.id}`, "!channel", "!here", "!everyone"];
  const called = groups.map(({ id }) => String(id));
  return [
    ...[...written, ...called.map((id) => `!subteam^${id}`)].flatMap((sign) => [
      `<${sign}>`,
      `<${sign}|`,
    ]),
    `"user_id":"${viewer.id}"`,
    '"type":"broadcast"',
    ...called.map((id) => `"usergroup_id":"${id}"`),
  ];
}

function contains(text: string, parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}

const words = new WeakMap<Message, string>();

/** Looked through again with every change of a channel, so kept as long as the message is. */
function wordsOf(message: Message): string {
  const { text, blocks } = message;
  const known = words.get(message) ?? `${text} ${JSON.stringify(blocks ?? [])}`;
  words.set(message, known);
  return known;
}
