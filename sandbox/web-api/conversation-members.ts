import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import {
  type Channel,
  channelObject,
  directChannel,
  isGeneral,
} from "#sandbox/workspace/channels.ts";
import { joinChannel, leaveChannel } from "#sandbox/workspace/membership.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { isMember, roomChannel, visibleChannel } from "./channel-lookup.ts";
import { inviteScopes, manageScopes } from "./channel-scopes.ts";
import { flag, idList, filled } from "./fields.ts";
import { type Answer, hasAny, method, type MethodTable, missingScope } from "./method.ts";

type Refused = { readonly user: string; readonly ok: false; readonly error: string };

export const memberMethods: MethodTable = {
  "conversations.invite": method({
    scopes: inviteScopes,
    tier: 3,
    json: true,
    input: z.object({ channel: filled, users: idList, force: flag }),
    missing: { users: "no_user" },
    run: (workspace, input) => invite(workspace, roomChannel(workspace, input.channel), input),
  }),
  "conversations.join": method({
    scopes: ["channels:join"],
    tier: 3,
    json: true,
    input: z.object({ channel: filled }),
    run: (workspace, { channel }) => join(workspace, visibleChannel(workspace, channel)),
  }),
  "conversations.leave": method({
    scopes: manageScopes,
    tier: 3,
    json: true,
    input: z.object({ channel: filled }),
    run: (workspace, { channel }) => leave(workspace, visibleChannel(workspace, channel)),
  }),
  "conversations.kick": method({
    scopes: manageScopes,
    tier: 3,
    json: true,
    input: z.object({ channel: filled, user: filled }),
    run: (workspace, { channel, user }) => kick(workspace, roomChannel(workspace, channel), user),
  }),
  "conversations.open": method({
    scopes: ["im:write", "mpim:write"],
    tier: 3,
    json: true,
    input: z.object({ users: idList, return_im: flag }),
    missing: { users: "users_list_not_supplied" },
    run: open,
  }),
};

/** All or nobody, unless forced: then whoever can be invited is. */
function invite(
  workspace: Workspace,
  channel: Channel,
  { users, force }: { readonly users: readonly string[]; readonly force: boolean },
): Answer {
  if (users.length > 100) throw new SlackError("too_many_users");
  const errors = users.flatMap((user): readonly Refused[] => {
    const error = whyNotInvited(workspace, channel, user);
    return error === null ? [] : [{ user, ok: false, error }];
  });
  const refused = new Set(errors.map((error) => error.user));
  const welcome = [...new Set(users)].filter((user) => !refused.has(user));
  const [first] = errors;
  if (first !== undefined && (!force || welcome.length === 0)) {
    throw new SlackError(first.error, { errors });
  }
  let joined = channel;
  for (const user of welcome)
    joined = joinChannel(workspace, joined, user, workspace.app.botUserId);
  const object: Json = channelObject(workspace, joined);
  return errors.length === 0 ? { channel: object } : { channel: object, errors };
}

function whyNotInvited(workspace: Workspace, channel: Channel, id: string): string | null {
  const user = workspace.users.get(id);
  if (user === undefined) return "user_not_found";
  if (id === workspace.app.botUserId) return "cant_invite_self";
  if (channel.members.includes(id)) return "already_in_channel";
  if (user.isDeleted) return "cant_invite";
  if (user.isStranger) return "no_external_invite_permission";
  // Guests are let into channels by admins, not by apps.
  return user.isRestricted ? "user_is_restricted" : null;
}

function join(workspace: Workspace, channel: Channel): Answer {
  if (channel.kind !== "public") throw new SlackError("method_not_supported_for_channel_type");
  if (channel.isArchived) throw new SlackError("is_archived");
  if (isMember(workspace, channel)) {
    return { channel: channelObject(workspace, channel), warnings: ["already_in_channel"] };
  }
  const joined = joinChannel(workspace, channel, workspace.app.botUserId);
  return { channel: channelObject(workspace, joined) };
}

function leave(workspace: Workspace, channel: Channel): Answer {
  if (isGeneral(channel)) throw new SlackError("cant_leave_general");
  if (channel.isArchived) throw new SlackError("is_archived");
  if (!isMember(workspace, channel)) return { not_in_channel: true };
  leaveChannel(workspace, channel, workspace.app.botUserId);
  return {};
}

function kick(workspace: Workspace, channel: Channel, user: string): Answer {
  if (user === workspace.app.botUserId) throw new SlackError("cant_kick_self");
  if (!workspace.users.has(user)) throw new SlackError("user_not_found");
  if (isGeneral(channel)) throw new SlackError("cant_kick_from_general");
  if (!channel.members.includes(user)) throw new SlackError("not_in_channel");
  leaveChannel(workspace, channel, user);
  return {};
}

function open(
  workspace: Workspace,
  { users, return_im }: { readonly users: readonly string[]; readonly return_im: boolean },
): Answer {
  if (users.length > 8) throw new SlackError("too_many_users");
  const scope = users.length > 1 ? "mpim:write" : "im:write";
  if (!hasAny(workspace, [scope])) throw missingScope(workspace, [scope]);
  for (const id of users) {
    const user = workspace.users.get(id);
    if (user === undefined) throw new SlackError("user_not_found");
    if (user.isDeleted) throw new SlackError("user_disabled");
  }
  const before = workspace.channels.size;
  const channel = directChannel(workspace, [workspace.app.botUserId, ...users]);
  const known = workspace.channels.size === before ? { no_op: true, already_open: true } : {};
  const shown = return_im ? channelObject(workspace, channel) : { id: channel.id };
  return { ...known, channel: shown };
}
