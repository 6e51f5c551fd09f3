import { z } from "zod";
import { type Channel, directChannel } from "#sandbox/workspace/channels.ts";
import {
  type Draft,
  type Message,
  messageObject,
  sharedMessage,
} from "#sandbox/workspace/messages.ts";
import { botAuthor, editMessage, postMessage, removeMessage } from "#sandbox/workspace/posting.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { channelByIdOrName, isMember, visibleChannel } from "./channel-lookup.ts";
import { contentFields, contentOf, contentWarnings, requiredContent } from "./content.ts";
import { flag, filled, lengthOf } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

const place = { channel: filled, thread_ts: z.string().optional() };
const postInput = z.object({ ...place, ...contentFields, reply_broadcast: flag });
const ephemeralInput = z.object({ ...place, ...contentFields, user: filled });
const updateInput = z.object({ channel: filled, ts: filled, ...contentFields });

export const chatMethods: MethodTable = {
  "chat.postMessage": method({
    scopes: ["chat:write"],
    tier: "posting",
    json: true,
    input: postInput,
    run: post,
  }),
  "chat.postEphemeral": method({
    scopes: ["chat:write"],
    tier: 4,
    json: true,
    input: ephemeralInput,
    run: whisper,
  }),
  "chat.update": method({
    scopes: ["chat:write"],
    tier: 3,
    json: true,
    input: updateInput,
    run: update,
  }),
  "chat.delete": method({
    scopes: ["chat:write"],
    tier: 3,
    json: true,
    input: z.object({ channel: filled, ts: filled }),
    run(workspace, { channel: id, ts }) {
      const channel = visibleChannel(workspace, id);
      const message = ownMessage(workspace, channel, ts, "cant_delete_message");
      removeMessage(workspace, channel, message);
      return { channel: id, ts };
    },
  }),
  "chat.getPermalink": method({
    scopes: [],
    tier: "many",
    json: false,
    input: z.object({ channel: filled, message_ts: filled }),
    run(workspace, { channel: id, message_ts }) {
      const channel = visibleChannel(workspace, id);
      const { ts, thread_ts = ts } = sharedMessage(workspace, channel.id, message_ts);
      const thread = thread_ts === ts ? "" : `?thread_ts=${thread_ts}&cid=${id}`;
      const permalink = `${workspace.url}/archives/${id}/p${ts.replace(".", "")}${thread}`;
      return { channel: id, permalink };
    },
  }),
};

/** Where the bot may post: its channels, people's DMs, and public channels with chat:write.public. */
export function postingChannel(workspace: Workspace, target: string): Channel {
  const user = workspace.users.get(target);
  const channel =
    user === undefined
      ? channelByIdOrName(workspace, target)
      : directChannel(workspace, [workspace.app.botUserId, user.id]);
  if (channel.kind === "im") checkDirect(workspace, channel);
  if (channel.isArchived) throw new SlackError("is_archived");
  const isOpen = channel.kind === "public" && workspace.app.scopes.has("chat:write.public");
  if (!isMember(workspace, channel) && !isOpen) throw new SlackError("not_in_channel");
  return channel;
}

function post(workspace: Workspace, input: z.output<typeof postInput>): Answer {
  const channel = postingChannel(workspace, input.channel);
  const draft: Draft = {
    ...botAuthor(workspace),
    ...requiredContent(workspace, input),
    thread_ts: input.thread_ts,
    ...(input.reply_broadcast && input.thread_ts !== undefined
      ? { subtype: "thread_broadcast" }
      : {}),
  };
  const message = postMessage(workspace, channel, draft);
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageObject(message, true),
    warnings: contentWarnings(input),
  };
}

/** Seen by one person only, and in no history. */
function whisper(workspace: Workspace, input: z.output<typeof ephemeralInput>): Answer {
  const channel = postingChannel(workspace, input.channel);
  if (!channel.members.includes(input.user)) throw new SlackError("user_not_in_channel");
  const message = postMessage(workspace, channel, {
    ...botAuthor(workspace),
    ...requiredContent(workspace, input),
    thread_ts: input.thread_ts,
    ephemeralTo: input.user,
  });
  return { message_ts: message.ts, warnings: contentWarnings(input) };
}

/** Blocks, attachments and metadata that are left out stay as they were. */
function update(workspace: Workspace, input: z.output<typeof updateInput>): Answer {
  const channel = visibleChannel(workspace, input.channel);
  const message = ownMessage(workspace, channel, input.ts, "cant_update_message");
  if (channel.isArchived) throw new SlackError("is_inactive");
  const { text, blocks, attachments, metadata } = contentOf(workspace, input);
  if (lengthOf(text) > 4000) throw new SlackError("msg_too_long");
  const isEmpty = [input.text, input.markdown_text, blocks, attachments].every(
    (part) => part === undefined || part.length === 0,
  );
  if (isEmpty) throw new SlackError("no_text");
  const edited = editMessage(workspace, channel, message, {
    text,
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(metadata === undefined ? {} : { metadata }),
  });
  const { ts } = edited;
  return { channel: channel.id, ts, text, message: messageObject(edited, true) };
}

function ownMessage(workspace: Workspace, channel: Channel, ts: string, refusal: string): Message {
  const message = sharedMessage(workspace, channel.id, ts);
  if (message.bot_id !== workspace.app.botId) throw new SlackError(refusal);
  return message;
}

function checkDirect(workspace: Workspace, channel: Channel): void {
  const other = channel.members.find((member) => member !== workspace.app.botUserId);
  const user = other === undefined ? undefined : workspace.users.get(other);
  if (user === undefined || user.isBot) throw new SlackError("cannot_dm_bot");
  if (user.isDeleted) throw new SlackError("channel_not_found");
  if (!workspace.app.manifest.messagesTab) throw new SlackError("messages_tab_disabled");
}
