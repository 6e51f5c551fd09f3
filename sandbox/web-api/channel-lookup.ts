import { type Channel, channelNamed } from "#sandbox/workspace/channels.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

/** A channel the bot may know of: a private one only as a member. */
export function visibleChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (channel === undefined || !mayKnow(workspace, channel)) {
    throw new SlackError("channel_not_found");
  }
  return channel;
}

export function joinedChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id);
  if (!isMember(workspace, channel)) throw new SlackError("not_in_channel");
  return channel;
}

/** Joined, and not archived. */
export function livingChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id);
  if (channel.isArchived) throw new SlackError("is_archived");
  return joinedChannel(workspace, id);
}

/** Only a public or private channel: direct messages have no topic, name or guests. */
export function roomChannel(workspace: Workspace, id: string): Channel {
  const channel = visibleChannel(workspace, id);
  if (channel.kind === "im" || channel.kind === "mpim") {
    throw new SlackError("method_not_supported_for_channel_type");
  }
  return livingChannel(workspace, id);
}

/** The chat methods also take a name. */
export function channelByIdOrName(workspace: Workspace, idOrName: string): Channel {
  const named = channelNamed(workspace, idOrName.replace(/^#/, ""));
  return visibleChannel(workspace, named?.id ?? idOrName);
}

export function isMember(workspace: Workspace, channel: Channel): boolean {
  return channel.members.includes(workspace.app.botUserId);
}

function mayKnow(workspace: Workspace, channel: Channel): boolean {
  return channel.kind === "public" || isMember(workspace, channel);
}
