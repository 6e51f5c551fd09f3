import type { Json } from "#sandbox/json.ts";
import { type Channel, hasStranger } from "#sandbox/workspace/channels.ts";
import { newId } from "#sandbox/workspace/ids.ts";
import type { Workspace, WorkspaceEvent } from "#sandbox/workspace/workspace.ts";

// The scope without which Slack does not let an app subscribe.
const SCOPES: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  channel_archive: "channels:read",
  channel_created: "channels:read",
  channel_rename: "channels:read",
  channel_unarchive: "channels:read",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  "message.im": "im:history",
  "message.mpim": "mpim:history",
  pin_added: "pins:read",
  pin_removed: "pins:read",
  reaction_added: "reactions:read",
  reaction_removed: "reactions:read",
  subteam_members_changed: "usergroups:read",
  user_change: "users:read",
};

/** The Events API callback for what happened, or nothing when the app is not to hear of it. */
export function eventCallback(
  workspace: Workspace,
  event: WorkspaceEvent,
  channel?: Channel,
): Json | undefined {
  const { botUserId, manifest, scopes, id: appId } = workspace.app;
  if (channel !== undefined && !channel.members.includes(botUserId)) return undefined;
  const subscription = subscriptionFor(event, channel);
  const scope = SCOPES[subscription];
  if (!manifest.events.includes(subscription)) return undefined;
  if (scope !== undefined && !scopes.has(scope)) return undefined;
  const teamId = workspace.team.id;
  return {
    token: "sandbox-verification-token",
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: appId,
    event,
    type: "event_callback",
    event_id: newId("Ev"),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel !== undefined && hasStranger(workspace, channel),
    event_context: `4-${newId("")}`,
  };
}

/** Messages are subscribed to by kind of channel, everything else by its own name. */
function subscriptionFor(event: WorkspaceEvent, channel: Channel | undefined): string {
  if (event.type !== "message" || channel === undefined) return event.type;
  switch (channel.kind) {
    case "public":
      return "message.channels";
    case "private":
      return "message.groups";
    case "im":
      return "message.im";
    case "mpim":
      return "message.mpim";
  }
}
