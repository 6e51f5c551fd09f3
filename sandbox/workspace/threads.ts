import { findMessage, type Message, messagesOf, replaceMessage } from "./messages.ts";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

/** A reply to a reply belongs to the same thread as the reply. */
export function threadRoot(
  workspace: Workspace,
  channelId: string,
  ts: string | undefined,
): Message | undefined {
  if (ts === undefined || ts === "") return undefined;
  const message = findMessage(workspace, channelId, ts);
  const root = findMessage(workspace, channelId, message?.thread_ts ?? ts);
  if (root === undefined) throw new SlackError("thread_not_found");
  if (root.ephemeralTo !== undefined) throw new SlackError("cannot_reply_to_message");
  return root;
}

export function repliesOf(
  workspace: Workspace,
  channelId: string,
  rootTs: string,
): readonly Message[] {
  return messagesOf(workspace, channelId).filter(
    (message) =>
      message.thread_ts === rootTs && message.ts !== rootTs && message.ephemeralTo === undefined,
  );
}

/** Messages of the channel itself: no replies unless sent to the channel too, nothing ephemeral. */
export function topLevelMessages(workspace: Workspace, channelId: string): readonly Message[] {
  return messagesOf(workspace, channelId).filter(isTopLevel);
}

export function isTopLevel({ ephemeralTo, thread_ts, ts, subtype }: Message): boolean {
  if (ephemeralTo !== undefined) return false;
  return thread_ts === undefined || thread_ts === ts || subtype === "thread_broadcast";
}

/** Keeps the numbers that Slack shows on the first message of a thread. */
export function countReply(workspace: Workspace, channelId: string, rootTs: string): void {
  const root = findMessage(workspace, channelId, rootTs);
  if (root === undefined) return;
  const replies = repliesOf(workspace, channelId, rootTs);
  const users = [...new Set(replies.map((reply) => reply.user))];
  replaceMessage(workspace, channelId, {
    ...root,
    thread_ts: root.ts,
    reply_count: replies.length,
    reply_users: users.slice(0, 5),
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
  });
}
