import type { Json } from "#sandbox/json.ts";
import { newId, stableId } from "./ids.ts";
import type { Seed } from "./seed.ts";
import { SlackError } from "./slack-error.ts";
import { findUser, type User } from "./users.ts";
import type { Workspace } from "./workspace.ts";

export type ChannelKind = "public" | "private" | "im" | "mpim";

/** A topic or a purpose: who set it, and when (seconds since 1970). */
export type Note = {
  readonly value: string;
  readonly creator: string;
  readonly last_set: number;
};

export type Channel = {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly previousNames: readonly string[];
  readonly creator: string;
  readonly created: number;
  readonly members: readonly string[];
  readonly topic: Note;
  readonly purpose: Note;
  readonly isArchived: boolean;
};

export function channelFromSeed(workspace: Workspace, entry: Seed["channels"][number]): Channel {
  const named = entry.members?.map((name) => memberNamed(workspace, entry.name, name).id);
  const people = named ?? everybody(workspace);
  const members = entry.bot ? [...people, workspace.app.botUserId] : people;
  const creator = people[0] ?? workspace.app.botUserId;
  return {
    ...newChannel(workspace, entry.is_private ? "private" : "public", entry.name, creator),
    id: entry.id ?? stableId("C", entry.name),
    members: [...new Set(members)],
    topic: note(workspace, entry.topic, creator),
    purpose: note(workspace, entry.purpose, creator),
    isArchived: entry.archived,
  };
}

export function newChannel(
  workspace: Workspace,
  kind: ChannelKind,
  name: string,
  creator: string,
): Channel {
  return {
    id: newId(kind === "im" ? "D" : "C"),
    kind,
    name,
    previousNames: [],
    creator,
    created: Math.floor(workspace.now() / 1000),
    members: [creator],
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    isArchived: false,
  };
}

export function note(workspace: Workspace, value: string, creator: string): Note {
  if (value === "") return { value, creator: "", last_set: 0 };
  return { value, creator, last_set: Math.floor(workspace.now() / 1000) };
}

export function saveChannel(workspace: Workspace, channel: Channel): Channel {
  workspace.channels.set(channel.id, channel);
  return channel;
}

export function isGeneral(channel: Channel): boolean {
  return channel.name === "general";
}

/** Archived channels keep their names, so a name stays taken. */
export function channelNamed(workspace: Workspace, name: string): Channel | undefined {
  return [...workspace.channels.values()].find(
    (channel) => channel.kind !== "im" && channel.name === name,
  );
}

/** The direct conversation of exactly these people, opened if there is none yet. */
export function directChannel(workspace: Workspace, ids: readonly string[]): Channel {
  const members = [...new Set(ids)].toSorted();
  const found = [...workspace.channels.values()].find(
    (channel) =>
      (channel.kind === "im" || channel.kind === "mpim") &&
      channel.members.toSorted().join() === members.join(),
  );
  if (found !== undefined) return found;
  const kind = members.length > 2 ? "mpim" : "im";
  const creator = ids[0] ?? "";
  const name = kind === "im" ? "directmessage" : groupName(workspace, members);
  return saveChannel(workspace, { ...newChannel(workspace, kind, name, creator), members });
}

export function checkChannelName(name: string): void {
  if (name === "") throw new SlackError("invalid_name_required");
  if (name.length > 80) throw new SlackError("invalid_name_maxlength");
  if (/^[-_]+$/.test(name)) throw new SlackError("invalid_name_punctuation");
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackError("invalid_name_specials");
}

export function channelObject(workspace: Workspace, channel: Channel): Json {
  const isMember = channel.members.includes(workspace.app.botUserId);
  if (channel.kind === "im") return directObject(workspace, channel);
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: false,
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_archived: channel.isArchived,
    is_general: isGeneral(channel),
    is_member: isMember,
    is_shared: hasStranger(workspace, channel),
    is_ext_shared: hasStranger(workspace, channel),
    is_org_shared: false,
    created: channel.created,
    creator: channel.creator,
    updated: channel.created * 1000,
    unlinked: 0,
    context_team_id: workspace.team.id,
    shared_team_ids: [workspace.team.id],
    previous_names: channel.previousNames,
    topic: channel.topic,
    purpose: channel.purpose,
  };
}

function directObject(workspace: Workspace, channel: Channel): Json {
  const { botUserId } = workspace.app;
  return {
    id: channel.id,
    created: channel.created,
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: workspace.team.id,
    user: channel.members.find((member) => member !== botUserId) ?? botUserId,
    is_user_deleted: false,
    is_open: true,
  };
}

export function hasStranger(workspace: Workspace, channel: Channel): boolean {
  return channel.members.some((member) => workspace.users.get(member)?.isStranger === true);
}

function everybody(workspace: Workspace): readonly string[] {
  return [...workspace.users.values()]
    .filter((user) => !user.isBot && !user.isDeleted && !user.isRestricted && !user.isStranger)
    .map((user) => user.id);
}

function memberNamed(workspace: Workspace, channel: string, name: string): User {
  const user = findUser(workspace, name);
  if (user === undefined) throw new Error(`#${channel}: there is no user "${name}"`);
  return user;
}

function groupName(workspace: Workspace, members: readonly string[]): string {
  const names = members.map((member) => workspace.users.get(member)?.name ?? member);
  return `mpdm-${names.join("--")}-1`;
}
