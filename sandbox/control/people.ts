import { type Channel, channelNamed, directChannel } from "#sandbox/workspace/channels.ts";
import { findUser, type User } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { refused } from "./refused.ts";

/** The person who acts. */
export function actor(workspace: Workspace, idOrName: string): User {
  const user = findUser(workspace, idOrName);
  if (user === undefined) {
    const names = [...workspace.users.values()].map(({ name }) => name).join(", ");
    throw refused("user_not_found", `there is no user "${idOrName}"; there are: ${names}`);
  }
  if (user.isDeleted) throw refused("account_inactive", `${user.name} is deactivated`);
  return user;
}

/** A channel by id or name, or a direct conversation as @somebody; only what the person can see. */
export function placeFor(workspace: Workspace, user: User, idOrName: string): Channel {
  const channel = channelCalled(workspace, user, idOrName);
  if (channel === undefined || !maySee(user, channel)) {
    const seen = [...workspace.channels.values()].filter((other) => maySee(user, other));
    const names = seen.map(({ name, kind, id }) => (kind === "im" ? id : `#${name}`)).join(", ");
    throw refused(
      "channel_not_found",
      `${user.name} sees no channel "${idOrName}"; there are: ${names}`,
    );
  }
  return channel;
}

/** The direct conversation between a person and the app. */
export function appConversation(workspace: Workspace, user: User): Channel {
  return directChannel(workspace, [user.id, workspace.app.botUserId]);
}

function channelCalled(workspace: Workspace, user: User, idOrName: string): Channel | undefined {
  const byId = workspace.channels.get(idOrName);
  if (byId !== undefined) return byId;
  const byName = channelNamed(workspace, idOrName.replace(/^#/, ""));
  if (byName !== undefined) return byName;
  const other = findUser(workspace, idOrName);
  return other === undefined ? undefined : directChannel(workspace, [user.id, other.id]);
}

/** Guests and people from elsewhere see only the channels they were invited to. */
function maySee(user: User, channel: Channel): boolean {
  const isOpen = channel.kind === "public" && !user.isRestricted && !user.isStranger;
  return isOpen || channel.members.includes(user.id);
}
