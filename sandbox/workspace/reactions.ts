import type { Channel } from "./channels.ts";
import { type Message, type Reaction, replaceMessage } from "./messages.ts";
import { SlackError } from "./slack-error.ts";
import { tsNow } from "./timestamps.ts";
import type { Workspace } from "./workspace.ts";

export type Reacting = { readonly user: string; readonly name: string };

export function addReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  { user, name }: Reacting,
): void {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError("invalid_name");
  const users = usersOf(message, name);
  if (users.includes(user)) throw new SlackError("already_reacted");
  save(workspace, channel, message, { name, users: [...users, user], count: users.length + 1 });
  tell(workspace, channel, message, { type: "reaction_added", user, reaction: name });
}

export function removeReaction(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  { user, name }: Reacting,
): void {
  const users = usersOf(message, name);
  if (!users.includes(user)) throw new SlackError("no_reaction");
  const left = users.filter((other) => other !== user);
  save(workspace, channel, message, { name, users: left, count: left.length });
  tell(workspace, channel, message, { type: "reaction_removed", user, reaction: name });
}

function usersOf(message: Message, name: string): readonly string[] {
  return message.reactions?.find((reaction) => reaction.name === name)?.users ?? [];
}

function save(workspace: Workspace, channel: Channel, message: Message, changed: Reaction): void {
  const others = (message.reactions ?? []).filter((reaction) => reaction.name !== changed.name);
  const reactions = changed.count === 0 ? others : [...others, changed];
  replaceMessage(workspace, channel.id, {
    ...message,
    reactions: reactions.length === 0 ? undefined : reactions,
  });
}

function tell(
  workspace: Workspace,
  channel: Channel,
  message: Message,
  event: { readonly type: string; readonly user: string; readonly reaction: string },
): void {
  const item = { type: "message", channel: channel.id, ts: message.ts };
  const event_ts = tsNow(workspace);
  workspace.emit({ ...event, item, item_user: message.user, event_ts }, channel);
}
