import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { type Message, messageObject } from "#sandbox/workspace/messages.ts";
import { editMessage, removeMessage } from "#sandbox/workspace/posting.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { withMentions } from "./mentions.ts";
import { actor, placeFor } from "./people.ts";
import { refused } from "./refused.ts";
import { seenMessage } from "./sight.ts";
import { richTextOf } from "./typed-text.ts";

const message = { user: z.string(), channel: z.string(), ts: z.string() };
const editInput = z.object({ ...message, text: z.string() });
const deleteInput = z.object(message);

/** What people do with messages that they have written. */
export const ownMessageActs: Acts = {
  edit: act(editInput, edit),
  delete: act(deleteInput, remove),
};

function edit(world: World, given: z.output<typeof editInput>): Json {
  const workspace = world.workspace();
  const { channel, own } = ownMessage(workspace, given);
  const text = withMentions(workspace, given.text);
  const edited = editMessage(workspace, channel, own, { text, blocks: [richTextOf(text)] });
  return { message: messageObject(edited) };
}

function remove(world: World, given: z.output<typeof deleteInput>): Json {
  const workspace = world.workspace();
  const { channel, own } = ownMessage(workspace, given);
  removeMessage(workspace, channel, own);
  return {};
}

function ownMessage(
  workspace: Workspace,
  given: z.output<typeof deleteInput>,
): { readonly channel: Channel; readonly own: Message } {
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  const own = seenMessage(workspace, user, channel, given.ts);
  if (own.user !== user.id) throw refused("not_yours", `${user.name} did not write that message`);
  if (channel.isArchived) throw refused("is_archived", `#${channel.name} is archived`);
  return { channel, own };
}
