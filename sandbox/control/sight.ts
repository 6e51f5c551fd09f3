import type { Channel } from "#sandbox/workspace/channels.ts";
import { findMessage, type Message } from "#sandbox/workspace/messages.ts";
import type { User } from "#sandbox/workspace/users.ts";
import { findView, modalsOf, type View } from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { refused } from "./refused.ts";

/** A message on this person's screen. */
export function seenMessage(
  workspace: Workspace,
  user: User,
  channel: Channel,
  ts: string,
): Message {
  const message = findMessage(workspace, channel.id, ts);
  if (message === undefined) {
    throw refused("message_not_found", `there is no message ${ts} in ${channel.name}`);
  }
  if (message.ephemeralTo !== undefined && message.ephemeralTo !== user.id) {
    throw refused("message_not_found", `${user.name} does not see that ephemeral message`);
  }
  return message;
}

/** A person's home, or the modal that lies on top. */
export function seenView(workspace: Workspace, user: User, id: string): View {
  const view = findView(workspace, id);
  if (view === undefined || view.userId !== user.id) {
    const open = modalsOf(workspace, user.id).map((modal) => modal.id);
    const names = open.join(", ") || "no modal";
    throw refused("view_not_found", `${user.name} has no view ${id} open; there is: ${names}`);
  }
  const top = modalsOf(workspace, user.id).at(-1);
  if (view.body["type"] === "modal" && top?.id !== view.id) {
    throw refused("view_covered", `view ${id} lies under ${top?.id}`);
  }
  return view;
}
