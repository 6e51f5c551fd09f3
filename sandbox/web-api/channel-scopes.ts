import { asText, type Json } from "#sandbox/json.ts";
import type { ChannelKind } from "#sandbox/workspace/channels.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

type ByKind = Readonly<Record<ChannelKind, readonly string[]>>;

const READ: ByKind = {
  public: ["channels:read"],
  private: ["groups:read"],
  im: ["im:read"],
  mpim: ["mpim:read"],
};

const HISTORY: ByKind = {
  public: ["channels:history"],
  private: ["groups:history"],
  im: ["im:history"],
  mpim: ["mpim:history"],
};

const MANAGE: ByKind = {
  public: ["channels:manage"],
  private: ["groups:write"],
  im: ["im:write"],
  mpim: ["mpim:write"],
};

const TOPIC: ByKind = {
  ...MANAGE,
  public: ["channels:manage", "channels:write.topic"],
  private: ["groups:write", "groups:write.topic"],
};

const INVITE: ByKind = {
  ...MANAGE,
  public: ["channels:manage", "channels:write.invites"],
  private: ["groups:write", "groups:write.invites"],
};

type ChannelScopes = (workspace: Workspace, args: Json) => readonly string[];

export const readScopes: ChannelScopes = scopesByChannel(READ);
export const historyScopes: ChannelScopes = scopesByChannel(HISTORY);
export const manageScopes: ChannelScopes = scopesByChannel(MANAGE);
export const topicScopes: ChannelScopes = scopesByChannel(TOPIC);
export const inviteScopes: ChannelScopes = scopesByChannel(INVITE);

export function readScopesOf(kind: ChannelKind): readonly string[] {
  return READ[kind];
}

export function manageScopesOf(kind: ChannelKind): readonly string[] {
  return MANAGE[kind];
}

/** The kind of the channel named in the arguments decides; for an unknown channel any kind will do. */
function scopesByChannel(scopes: ByKind): ChannelScopes {
  return (workspace, args) => {
    const channel = workspace.channels.get(asText(args["channel"]) ?? "");
    if (channel === undefined) return Object.values(scopes).flat();
    return scopes[channel.kind];
  };
}
