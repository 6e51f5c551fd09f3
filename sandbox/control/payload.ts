import type { Json } from "#sandbox/json.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { tsNow } from "#sandbox/workspace/timestamps.ts";
import type { User } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

export const VERIFICATION_TOKEN = "sandbox-verification-token";

/** What every interaction carries: who, where from, for which app. */
export function interaction(workspace: Workspace, user: User): Json {
  const { id, domain } = workspace.team;
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    team: { id, domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: workspace.app.id,
    token: VERIFICATION_TOKEN,
    action_ts: tsNow(workspace),
  };
}

export function channelReference(channel: Channel): Json {
  return { id: channel.id, name: channelLabel(channel) };
}

/** Slack does not tell an app the name of a private conversation. */
export function channelLabel(channel: Channel): string {
  switch (channel.kind) {
    case "public":
      return channel.name;
    case "im":
      return "directmessage";
    case "private":
    case "mpim":
      return "privategroup";
  }
}
