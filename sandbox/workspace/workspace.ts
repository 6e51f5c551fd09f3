import type { Json } from "#sandbox/json.ts";
import type { Manifest } from "#sandbox/manifest.ts";
import type { Bookmark } from "./bookmarks.ts";
import type { Canvas } from "./canvases.ts";
import { type Channel, channelFromSeed } from "./channels.ts";
import type { StoredFile } from "./files.ts";
import { stableId } from "./ids.ts";
import type { Message } from "./messages.ts";
import type { Read } from "./reads.ts";
import type { ResponseUrl } from "./response-urls.ts";
import type { ScheduledMessage } from "./scheduled.ts";
import type { Seed } from "./seed.ts";
import type { Trigger } from "./triggers.ts";
import { type Usergroup, usergroupFromSeed } from "./usergroups.ts";
import { type User, userFromSeed } from "./users.ts";
import type { View } from "./views.ts";

/** Something that happened, in the shape of the Events API's inner event. */
export type WorkspaceEvent = Json & { readonly type: string };

type AppIdentity = {
  readonly id: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly manifest: Manifest;
  /** Scopes granted at installation. */
  readonly scopes: ReadonlySet<string>;
};

/** Everything a Slack workspace knows: records are replaced, never changed in place. */
export type Workspace = {
  readonly url: string;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly plan: Seed["plan"];
  readonly usergroupsManagedBy: Seed["usergroups_managed_by"];
  readonly app: AppIdentity;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds a trigger lives; Infinity when relaxed. */
  readonly triggerLife: number;
  /** Milliseconds until an uploaded file may be shown in a block. */
  readonly fileDelay: number;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, readonly Message[]>;
  /** The last ts given out per channel, in microseconds. */
  readonly lastTs: Map<string, number>;
  readonly bookmarks: Map<string, readonly Bookmark[]>;
  readonly files: Map<string, StoredFile>;
  readonly views: Map<string, View>;
  /** Open modals per user, the visible one last. */
  readonly stacks: Map<string, readonly string[]>;
  readonly homes: Map<string, View>;
  readonly usergroups: Map<string, Usergroup>;
  readonly canvases: Map<string, Canvas>;
  readonly scheduled: Map<string, ScheduledMessage>;
  /** How far people have read, by person and channel. */
  readonly reads: Map<string, Read>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Tells the app, if it subscribed; with a channel, only while its bot is a member there. */
  readonly emit: (event: WorkspaceEvent, channel?: Channel) => void;
};

export type WorkspaceOptions = {
  readonly url: string;
  readonly seed: Seed;
  readonly manifest: Manifest;
  readonly withoutScopes: readonly string[];
  readonly now: () => number;
  readonly triggerLife: number;
  readonly fileDelay: number;
  readonly emit: (event: WorkspaceEvent, channel?: Channel) => void;
};

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { seed } = options;
  const team = { id: stableId("T", seed.domain), name: seed.team, domain: seed.domain };
  const workspace: Workspace = {
    url: options.url,
    team,
    plan: seed.plan,
    usergroupsManagedBy: seed.usergroups_managed_by,
    app: identify(options),
    now: options.now,
    createdAt: Math.floor(options.now() / 1000),
    triggerLife: options.triggerLife,
    fileDelay: options.fileDelay,
    users: new Map(),
    channels: new Map(),
    messages: new Map(),
    lastTs: new Map(),
    bookmarks: new Map(),
    files: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    usergroups: new Map(),
    canvases: new Map(),
    scheduled: new Map(),
    reads: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    emit: options.emit,
  };
  plant(workspace, seed);
  return workspace;
}

function identify({ manifest, withoutScopes }: WorkspaceOptions): AppIdentity {
  const scopes = manifest.scopes.filter((scope) => !withoutScopes.includes(scope));
  return {
    id: stableId("A", manifest.appName),
    botUserId: stableId("U", `bot:${manifest.botName}`),
    botId: stableId("B", manifest.botName),
    manifest,
    scopes: new Set(scopes),
  };
}

function plant(workspace: Workspace, seed: Seed): void {
  const { manifest, botUserId } = workspace.app;
  const bot = { name: manifest.botName, id: botUserId, is_bot: true, real_name: manifest.appName };
  const defaults = { tz: "Etc/UTC", is_admin: false, is_restricted: false, deleted: false };
  for (const entry of [...seed.users, { ...defaults, ...bot }]) {
    const user = userFromSeed(entry, workspace.team.id);
    workspace.users.set(user.id, user);
  }
  for (const entry of seed.channels) {
    const channel = channelFromSeed(workspace, entry);
    workspace.channels.set(channel.id, channel);
  }
  for (const entry of seed.usergroups) {
    const group = usergroupFromSeed(workspace, entry);
    workspace.usergroups.set(group.id, group);
  }
}
