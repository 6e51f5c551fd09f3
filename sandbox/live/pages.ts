import type { Message } from "#sandbox/workspace/messages.ts";
import { isTopLevel } from "#sandbox/workspace/threads.ts";

/** A gapless run of a channel's messages, and whether there are older ones. */
export type Page = { readonly messages: readonly Message[]; readonly more: boolean };

type Range = { readonly before?: string | undefined; readonly limit: number };

/**
 * The newest ones before a message, or of all. The limit counts what stands in the channel itself: replies and
 * whispers in between come along, so that whoever knows a message also knows the thread that follows it.
 */
export function pageBefore(messages: readonly Message[], { before, limit }: Range): Page {
  return run(messages, startOf(messages, { before, limit }), before);
}

/** Reaches back to a message and half a page further, so that it has something around it. */
export function pageAround(
  messages: readonly Message[],
  ts: string,
  { before, limit }: Range,
): Page {
  const start = startOf(messages, { before: ts, limit: Math.ceil(limit / 2) });
  return run(messages, start, before);
}

/** The first message of a thread and everything under it. */
export function threadIn(messages: readonly Message[], rootTs: string): Page {
  const thread = messages.filter(({ ts, thread_ts }) => ts === rootTs || thread_ts === rootTs);
  return { messages: thread, more: false };
}

function run(messages: readonly Message[], start: number, before: string | undefined): Page {
  return { messages: messages.slice(start, endOf(messages, before)), more: start > 0 };
}

function startOf(messages: readonly Message[], { before, limit }: Range): number {
  const end = endOf(messages, before);
  let counted = 0;
  const start = messages.findLastIndex((message, index) => {
    if (index < end && isTopLevel(message)) counted += 1;
    return counted === limit;
  });
  return Math.max(0, start);
}

function endOf(messages: readonly Message[], before: string | undefined): number {
  const index = before === undefined ? -1 : messages.findIndex(({ ts }) => ts >= before);
  return index === -1 ? messages.length : index;
}
