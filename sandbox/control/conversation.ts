import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { fileObject, reserveFile, saveFile } from "#sandbox/workspace/files.ts";
import { joinChannel, leaveChannel } from "#sandbox/workspace/membership.ts";
import { type Message, messageObject, messagesOf } from "#sandbox/workspace/messages.ts";
import { postMessage } from "#sandbox/workspace/posting.ts";
import { addReaction, removeReaction } from "#sandbox/workspace/reactions.ts";
import { markRead, readOf } from "#sandbox/workspace/reads.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { withMentions } from "./mentions.ts";
import { actor, placeFor } from "./people.ts";
import { refused } from "./refused.ts";
import { seenMessage } from "./sight.ts";
import { richTextOf } from "./typed-text.ts";

const place = { user: z.string(), channel: z.string() };

const messageInput = z.object({
  ...place,
  text: z.string(),
  thread_ts: z.string().optional(),
  /** Names of files that come with it. */
  files: z.array(z.string()).optional(),
});

const reactInput = z.object({
  ...place,
  ts: z.string(),
  name: z.string(),
  remove: z.boolean().default(false),
});

const inviteInput = z.object({ ...place, invited: z.string() });

/** What people do among themselves; the app hears of it if it subscribed. */
export const conversationActs: Acts = {
  message: act(messageInput, writeMessage),
  react: act(reactInput, react),
  join: act(z.object(place), (world, given) => invite(world, { ...given, invited: given.user })),
  invite: act(inviteInput, invite),
  leave: act(z.object(place), leave),
};

function writeMessage(world: World, given: z.output<typeof messageInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  if (channel.isArchived) throw refused("is_archived", "nobody can write in an archived channel");
  if (!channel.members.includes(user.id)) {
    throw refused("not_in_channel", `${user.name} is not in #${channel.name}; POST join first`);
  }
  const text = withMentions(workspace, given.text);
  const message = postMessage(workspace, channel, {
    user: user.id,
    text,
    client_msg_id: randomUUID(),
    blocks: [richTextOf(text)],
    thread_ts: given.thread_ts,
    ...attached(workspace, user.id, given.files),
  });
  markWritten(workspace, message, channel.id);
  return { channel: channel.id, ts: message.ts, message: messageObject(message) };
}

/** Files that somebody dropped beside their words. */
function attached(
  workspace: Workspace,
  user: string,
  names: readonly string[] = [],
): Partial<Pick<Message, "subtype" | "files">> {
  if (names.length === 0) return {};
  const files = names.map((name) => {
    const file = reserveFile(workspace, { name, length: 1, altText: "" });
    const stored = saveFile(workspace, { ...file, completedAt: workspace.now() });
    return { ...fileObject(workspace, stored), user };
  });
  return { subtype: "file_share", files };
}

/** Whoever writes in a channel has read it; a reply in a thread says so only if nothing else was left to read. */
function markWritten(
  workspace: Workspace,
  { user, ts, thread_ts }: Message,
  channel: string,
): void {
  const before = messagesOf(workspace, channel).at(-2)?.ts ?? "0";
  const hadRead = (readOf(workspace, user, channel)?.ts ?? "0") >= before;
  if (thread_ts === undefined || hadRead) markRead(workspace, { user, channel, ts });
}

function react(world: World, given: z.output<typeof reactInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  const message = seenMessage(workspace, user, channel, given.ts);
  const change = given.remove ? removeReaction : addReaction;
  change(workspace, channel, message, { user: user.id, name: given.name.replaceAll(":", "") });
  return {};
}

/** A person may bring the app in as well. */
function invite(world: World, given: z.output<typeof inviteInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const invited = actor(workspace, given.invited);
  const channel = placeFor(workspace, user, given.channel);
  if (channel.members.includes(invited.id)) return { already_in_channel: true };
  if (channel.isArchived) throw refused("is_archived", `#${channel.name} is archived`);
  const inviter = invited.id === user.id ? undefined : user.id;
  joinChannel(workspace, channel, invited.id, inviter);
  return {};
}

function leave(world: World, given: z.output<z.ZodObject<typeof place>>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  if (!channel.members.includes(user.id)) throw refused("not_in_channel", "already gone");
  leaveChannel(workspace, channel, user.id);
  return {};
}
