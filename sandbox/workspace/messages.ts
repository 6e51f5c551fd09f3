import type { Json } from "#sandbox/json.ts";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

export type Reaction = {
  readonly name: string;
  readonly users: readonly string[];
  readonly count: number;
};

/** In Slack's own shape, except `ephemeralTo`: the one person who sees it. */
export type Message = {
  readonly type: "message";
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly team: string;
  readonly subtype?: string | undefined;
  readonly client_msg_id?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly bot_profile?: Json;
  readonly blocks?: readonly Json[] | undefined;
  readonly attachments?: readonly Json[] | undefined;
  readonly files?: readonly Json[] | undefined;
  readonly metadata?: Json | undefined;
  readonly thread_ts?: string | undefined;
  readonly parent_user_id?: string | undefined;
  readonly reply_count?: number;
  readonly reply_users_count?: number;
  readonly reply_users?: readonly string[];
  readonly latest_reply?: string | undefined;
  readonly reactions?: readonly Reaction[] | undefined;
  readonly pinned_to?: readonly string[] | undefined;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly inviter?: string;
  readonly topic?: string;
  readonly purpose?: string;
  readonly name?: string;
  readonly old_name?: string;
  readonly ephemeralTo?: string;
};

export type Draft = Omit<Message, "type" | "ts" | "team">;

export function messagesOf(workspace: Workspace, channelId: string): readonly Message[] {
  return workspace.messages.get(channelId) ?? [];
}

export function findMessage(
  workspace: Workspace,
  channelId: string,
  ts: string,
): Message | undefined {
  return messagesOf(workspace, channelId).find((message) => message.ts === ts);
}

/** A message that everybody in the channel can see. */
export function sharedMessage(workspace: Workspace, channelId: string, ts: string): Message {
  const message = findMessage(workspace, channelId, ts);
  if (message === undefined || message.ephemeralTo !== undefined) {
    throw new SlackError("message_not_found");
  }
  return message;
}

export function replaceMessage(workspace: Workspace, channelId: string, changed: Message): Message {
  const messages = messagesOf(workspace, channelId);
  const others = messages.map((message) => (message.ts === changed.ts ? changed : message));
  workspace.messages.set(channelId, others);
  return changed;
}

/** As the Web API shows it; metadata only where it was asked for. */
export function messageObject(message: Message, withMetadata = false): Json {
  const { ephemeralTo: _hidden, metadata, ...shown } = message;
  return withMetadata && metadata !== undefined ? { ...shown, metadata } : shown;
}
