import type { Json } from "#sandbox/json.ts";
import { withBlockIds } from "./block-ids.ts";
import type { Channel, ChannelKind } from "./channels.ts";
import { type Draft, type Message, messageObject, messagesOf, replaceMessage } from "./messages.ts";
import { countReply, threadRoot } from "./threads.ts";
import { nextTs, tsNow } from "./timestamps.ts";
import type { Workspace } from "./workspace.ts";

const CHANNEL_TYPES: Readonly<Record<ChannelKind, string>> = {
  public: "channel",
  private: "group",
  im: "im",
  mpim: "mpim",
};

function channelType(channel: Channel): string {
  return CHANNEL_TYPES[channel.kind];
}

export function postMessage(workspace: Workspace, channel: Channel, draft: Draft): Message {
  const root = threadRoot(workspace, channel.id, draft.thread_ts);
  const message: Message = {
    type: "message",
    ts: nextTs(workspace, channel.id),
    team: workspace.team.id,
    ...draft,
    blocks: withBlockIds(draft.blocks),
    attachments: numbered(draft.attachments),
    thread_ts: root?.ts,
    parent_user_id: root?.user,
  };
  workspace.messages.set(channel.id, [...messagesOf(workspace, channel.id), message]);
  if (message.ephemeralTo !== undefined) return message;
  if (root !== undefined) countReply(workspace, channel.id, root.ts);
  announce(workspace, channel, message);
  return message;
}

/** What an app's message carries besides its content. */
export function botAuthor(workspace: Workspace): Pick<Draft, "user" | "bot_id" | "app_id"> & Json {
  const { id, botId, botUserId, manifest } = workspace.app;
  return {
    user: botUserId,
    bot_id: botId,
    app_id: id,
    bot_profile: {
      id: botId,
      app_id: id,
      user_id: botUserId,
      name: manifest.appName,
      deleted: false,
      updated: workspace.createdAt,
      team_id: workspace.team.id,
    },
  };
}

/** New words for a message that exists; what is left out stays. */
export function editMessage(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  content: Partial<Draft>,
): Message {
  const edited: Message = {
    ...message,
    ...content,
    ...(content.blocks === undefined ? {} : { blocks: withBlockIds(content.blocks) }),
    ...(content.attachments === undefined ? {} : { attachments: numbered(content.attachments) }),
    edited: { user: message.user, ts: tsNow(workspace) },
  };
  replaceMessage(workspace, channel.id, edited);
  if (edited.ephemeralTo === undefined) announceChange(workspace, channel, edited, message);
  return edited;
}

export function removeMessage(workspace: Workspace, channel: Channel, message: Message): void {
  const left = messagesOf(workspace, channel.id).filter((other) => other.ts !== message.ts);
  workspace.messages.set(channel.id, left);
  if (message.thread_ts !== undefined && message.thread_ts !== message.ts) {
    countReply(workspace, channel.id, message.thread_ts);
  }
  if (message.ephemeralTo !== undefined) return;
  const event = { subtype: "message_deleted", hidden: true, deleted_ts: message.ts };
  const previous = { previous_message: messageObject(message) };
  const ts = tsNow(workspace);
  workspace.emit(
    { type: "message", ...event, ...previous, ...place(channel), ts, event_ts: ts },
    channel,
  );
}

function numbered(attachments: readonly Json[] | undefined): readonly Json[] | undefined {
  return attachments?.map((attachment, index) => ({
    id: index + 1,
    ...attachment,
    ...(Array.isArray(attachment["blocks"]) ? { blocks: withBlockIds(attachment["blocks"]) } : {}),
  }));
}

function announce(workspace: Workspace, channel: Channel, message: Message): void {
  const event = { ...messageObject(message, true), channel: channel.id, event_ts: message.ts };
  workspace.emit({ ...event, ...place(channel), type: "message" }, channel);
  const { botUserId } = workspace.app;
  if (message.user === botUserId || channel.kind === "im") return;
  if (message.subtype !== undefined || !message.text.includes(`<@${botUserId}>`)) return;
  workspace.emit({ ...event, type: "app_mention" }, channel);
}

function announceChange(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  previous: Message,
): void {
  const ts = tsNow(workspace);
  const event = { type: "message", subtype: "message_changed", hidden: true, ts, event_ts: ts };
  const both = { message: messageObject(message), previous_message: messageObject(previous) };
  workspace.emit({ ...event, ...both, ...place(channel) }, channel);
}

function place(channel: Channel): Json {
  return { channel: channel.id, channel_type: channelType(channel) };
}
