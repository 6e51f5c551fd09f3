import type { Json } from "#sandbox/json.ts";
import type {
  App,
  Channel as ChannelShown,
  Message as MessageShown,
  User as UserShown,
} from "#sandbox/live/wire.ts";
import { bookmarksOf } from "#sandbox/workspace/bookmarks.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { fileObject } from "#sandbox/workspace/files.ts";
import { type Message, messagesOf } from "#sandbox/workspace/messages.ts";
import { postDueMessages } from "#sandbox/workspace/scheduled.ts";
import { usergroupObject } from "#sandbox/workspace/usergroups.ts";
import { isInDnd, type User } from "#sandbox/workspace/users.ts";
import { modalsOf, viewObject } from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";

/** Everything there is to see in the workspace, by whoever. */
export function stateObject(world: World): Json {
  const workspace = world.workspace();
  postDueMessages(workspace);
  const users = [...workspace.users.values()];
  return {
    team: workspace.team,
    app: appState(workspace, world.socket.connectionCount()),
    users: users.map((user) => userState(workspace, user)),
    channels: [...workspace.channels.values()].map((channel) => ({
      ...channelState(workspace, channel),
      messages: messagesOf(workspace, channel.id).map(messageState),
    })),
    views: Object.fromEntries(
      users.flatMap((user) => {
        const views = modalsOf(workspace, user.id).map((view) => viewObject(workspace, view));
        return views.length === 0 ? [] : [[user.id, views] as const];
      }),
    ),
    homes: Object.fromEntries(
      [...workspace.homes].map(([id, home]) => [id, viewObject(workspace, home)] as const),
    ),
    files: [...workspace.files.values()].map((file) => fileObject(workspace, file)),
    usergroups: [...workspace.usergroups.values()].map((group) =>
      usergroupObject(workspace, group, true),
    ),
    canvases: [...workspace.canvases.values()],
    faults: world.faults.pending(),
  };
}

export function appState({ app }: Workspace, connections: number): App & Json {
  const { id, botId, botUserId, manifest, scopes } = app;
  return {
    id,
    name: manifest.appName,
    bot_id: botId,
    bot_user_id: botUserId,
    scopes: [...scopes],
    commands: manifest.commands,
    shortcuts: manifest.shortcuts,
    connections,
  };
}

export function userState(workspace: Workspace, user: User): UserShown & Json {
  return {
    id: user.id,
    name: user.name,
    real_name: user.realName,
    email: user.email,
    tz: user.tz,
    team_id: user.teamId,
    is_bot: user.isBot,
    is_restricted: user.isRestricted,
    is_stranger: user.isStranger,
    deleted: user.isDeleted,
    presence: user.presence,
    dnd: isInDnd(workspace, user),
  };
}

/** A channel without its messages. */
export function channelState(workspace: Workspace, channel: Channel): ChannelShown & Json {
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.kind,
    is_private: channel.kind !== "public",
    is_im: channel.kind === "im",
    is_archived: channel.isArchived,
    creator: channel.creator,
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    members: channel.members,
    bookmarks: bookmarksOf(workspace, channel.id),
    pins: pinsOf(messagesOf(workspace, channel.id)),
  };
}

export function pinsOf(messages: readonly Message[]): readonly string[] {
  return messages.filter((message) => message.pinned_to !== undefined).map(({ ts }) => ts);
}

export function messageState({ ephemeralTo, ...shown }: Message): MessageShown {
  return ephemeralTo === undefined
    ? shown
    : { ...shown, is_ephemeral: true, ephemeral_to: ephemeralTo };
}
