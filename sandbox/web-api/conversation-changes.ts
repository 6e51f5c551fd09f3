import { z } from "zod";
import {
  type Channel,
  channelNamed,
  channelObject,
  checkChannelName,
  isGeneral,
  newChannel,
  note,
  saveChannel,
} from "#sandbox/workspace/channels.ts";
import { postJoinLine } from "#sandbox/workspace/membership.ts";
import { postMessage } from "#sandbox/workspace/posting.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { tsNow } from "#sandbox/workspace/timestamps.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { isMember, joinedChannel, roomChannel, visibleChannel } from "./channel-lookup.ts";
import { manageScopes, manageScopesOf, topicScopes } from "./channel-scopes.ts";
import { flag, filled, lengthOf } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

export const conversationChangeMethods: MethodTable = {
  "conversations.create": method({
    scopes: (_, args) => manageScopesOf(isYes(args["is_private"]) ? "private" : "public"),
    tier: 2,
    json: true,
    input: z.object({ name: filled, is_private: flag }),
    missing: { name: "invalid_name_required" },
    run: (workspace, { name, is_private }) => create(workspace, name, is_private),
  }),
  "conversations.setTopic": method({
    scopes: topicScopes,
    tier: 2,
    json: true,
    input: z.object({ channel: filled, topic: z.string() }),
    run: (workspace, { channel, topic }) => setNote(workspace, channel, { topic }),
  }),
  "conversations.setPurpose": method({
    scopes: topicScopes,
    tier: 2,
    json: true,
    input: z.object({ channel: filled, purpose: z.string() }),
    run: (workspace, { channel, purpose }) => setNote(workspace, channel, { purpose }),
  }),
  "conversations.archive": method({
    scopes: manageScopes,
    tier: 2,
    json: true,
    input: z.object({ channel: filled }),
    run: (workspace, { channel }) => archive(workspace, visibleChannel(workspace, channel)),
  }),
  "conversations.unarchive": method({
    scopes: manageScopes,
    tier: 2,
    json: true,
    input: z.object({ channel: filled }),
    run: (workspace, { channel }) => unarchive(workspace, joinedChannel(workspace, channel)),
  }),
  "conversations.rename": method({
    scopes: manageScopes,
    tier: 2,
    json: true,
    input: z.object({ channel: filled, name: filled }),
    missing: { name: "invalid_name_required" },
    run: (workspace, { channel, name }) => rename(workspace, roomChannel(workspace, channel), name),
  }),
};

function isYes(value: unknown): boolean {
  return flag.safeParse(value).data === true;
}

function create(workspace: Workspace, name: string, isPrivate: boolean): Answer {
  checkChannelName(name);
  if (channelNamed(workspace, name) !== undefined) throw new SlackError("name_taken");
  const { botUserId } = workspace.app;
  const kind = isPrivate ? "private" : "public";
  const channel = saveChannel(workspace, newChannel(workspace, kind, name, botUserId));
  if (!isPrivate) tell(workspace, channel, "channel_created");
  postJoinLine(workspace, channel, botUserId);
  return { channel: channelObject(workspace, channel) };
}

function setNote(
  workspace: Workspace,
  channelId: string,
  change: { readonly topic: string } | { readonly purpose: string },
): Answer {
  const channel = roomChannel(workspace, channelId);
  const [name, value] = "topic" in change ? ["topic", change.topic] : ["purpose", change.purpose];
  if (lengthOf(value) > 250) throw new SlackError("too_long");
  const { botUserId } = workspace.app;
  const changed = saveChannel(workspace, {
    ...channel,
    [name]: note(workspace, value, botUserId),
  });
  if (value !== channel[name === "topic" ? "topic" : "purpose"].value) {
    const verb = value === "" ? `cleared the channel ${name}` : `set the channel ${name}: ${value}`;
    const text = `<@${botUserId}> ${verb}`;
    postMessage(workspace, changed, {
      subtype: `channel_${name}`,
      user: botUserId,
      text,
      ...change,
    });
  }
  return { channel: channelObject(workspace, changed) };
}

function archive(workspace: Workspace, channel: Channel): Answer {
  if (channel.kind === "im" || channel.kind === "mpim") {
    throw new SlackError("method_not_supported_for_channel_type");
  }
  if (channel.isArchived) throw new SlackError("already_archived");
  if (isGeneral(channel)) throw new SlackError("cant_archive_general");
  if (!isMember(workspace, channel)) throw new SlackError("not_in_channel");
  const user = workspace.app.botUserId;
  const text = `<@${user}> archived the channel`;
  postMessage(workspace, channel, { subtype: "channel_archive", user, text });
  tell(workspace, saveChannel(workspace, { ...channel, isArchived: true }), "channel_archive");
  return {};
}

function unarchive(workspace: Workspace, channel: Channel): Answer {
  if (!channel.isArchived) throw new SlackError("not_archived");
  const open = saveChannel(workspace, { ...channel, isArchived: false });
  const user = workspace.app.botUserId;
  const text = `<@${user}> un-archived the channel`;
  postMessage(workspace, open, { subtype: "channel_unarchive", user, text });
  tell(workspace, open, "channel_unarchive");
  return {};
}

function rename(workspace: Workspace, channel: Channel, name: string): Answer {
  checkChannelName(name);
  const user = workspace.app.botUserId;
  if (channel.creator !== user) throw new SlackError("not_authorized");
  const namesake = channelNamed(workspace, name);
  if (namesake !== undefined && namesake.id !== channel.id) throw new SlackError("name_taken");
  const previousNames = [channel.name, ...channel.previousNames];
  const renamed = saveChannel(workspace, { ...channel, name, previousNames });
  const text = `<@${user}> has renamed the channel from "${channel.name}" to "${name}"`;
  const names = { old_name: channel.name, name };
  postMessage(workspace, renamed, { subtype: "channel_name", user, text, ...names });
  tell(workspace, renamed, "channel_rename");
  return { channel: channelObject(workspace, renamed) };
}

function tell(workspace: Workspace, channel: Channel, type: string): void {
  const { id, name, created, creator } = channel;
  const isBrief = type === "channel_archive" || type === "channel_unarchive";
  const subject = isBrief
    ? { channel: id, user: workspace.app.botUserId }
    : { channel: { id, name, created, creator, is_channel: true, name_normalized: name } };
  workspace.emit({ type, ...subject, event_ts: tsNow(workspace) });
}
