import { type Channel, saveChannel } from "./channels.ts";
import { postMessage } from "./posting.ts";
import { tsNow } from "./timestamps.ts";
import type { Workspace } from "./workspace.ts";

export function joinChannel(
  workspace: Workspace,
  channel: Channel,
  user: string,
  inviter?: string,
): Channel {
  const joined = saveChannel(workspace, { ...channel, members: [...channel.members, user] });
  postJoinLine(workspace, joined, user, inviter);
  workspace.emit(
    {
      type: "member_joined_channel",
      user,
      channel: channel.id,
      channel_type: channel.kind === "private" ? "G" : "C",
      team: workspace.team.id,
      ...(inviter === undefined ? {} : { inviter }),
      event_ts: tsNow(workspace),
    },
    joined,
  );
  return joined;
}

export function postJoinLine(
  workspace: Workspace,
  channel: Channel,
  user: string,
  inviter?: string,
): void {
  postMessage(workspace, channel, {
    subtype: "channel_join",
    user,
    text: `<@${user}> has joined the channel`,
    ...(inviter === undefined ? {} : { inviter }),
  });
}

export function leaveChannel(workspace: Workspace, channel: Channel, user: string): Channel {
  const members = channel.members.filter((member) => member !== user);
  const left = saveChannel(workspace, { ...channel, members });
  const text = `<@${user}> has left the channel`;
  postMessage(workspace, left, { subtype: "channel_leave", user, text });
  workspace.emit(
    {
      type: "member_left_channel",
      user,
      channel: channel.id,
      channel_type: channel.kind === "private" ? "G" : "C",
      team: workspace.team.id,
      event_ts: tsNow(workspace),
    },
    left,
  );
  return left;
}
