import type { App, Channel, User } from "#sandbox/live/wire.ts";

type Channels = ReadonlyMap<string, Channel>;
type Users = ReadonlyMap<string, User>;

/** What one person's sidebar shows. */
export type Sections = {
  readonly open: readonly Channel[];
  readonly closed: readonly Channel[];
  /** Conversations with people; the one with the app has a place of its own. */
  readonly direct: readonly Channel[];
  readonly archived: readonly Channel[];
  /** Public channels that the person could join. */
  readonly joinable: readonly Channel[];
};

/** Guests and people from elsewhere see only what they were invited to. */
export function maySee(user: User, channel: Channel): boolean {
  const isOpen = channel.kind === "public" && !user.is_restricted && !user.is_stranger;
  return isOpen || isMember(user, channel);
}

export function isMember(user: User, channel: Channel): boolean {
  return channel.members.includes(user.id);
}

export function isDirect(channel: Channel): boolean {
  return channel.kind === "im" || channel.kind === "mpim";
}

/** Whom a person of this window can be: everybody at a keyboard. */
export function peopleOf(users: Users): readonly User[] {
  return [...users.values()].filter((user) => !user.is_bot && !user.deleted);
}

export function sectionsFor(viewer: User, channels: Channels, app: App | null): Sections {
  const seen = [...channels.values()].filter((channel) => maySee(viewer, channel));
  const named = seen.filter((channel) => !isDirect(channel)).toSorted(byName);
  const mine = named.filter((channel) => isMember(viewer, channel));
  const living = mine.filter((channel) => !channel.is_archived);
  return {
    open: living.filter(({ kind }) => kind === "public"),
    closed: living.filter(({ kind }) => kind !== "public"),
    direct: seen.filter((channel) => isDirect(channel) && !isWithApp(channel, app)),
    archived: mine.filter((channel) => channel.is_archived),
    joinable: named.filter((channel) => !isMember(viewer, channel) && !channel.is_archived),
  };
}

export function isWithApp(channel: Channel, app: App | null): boolean {
  return channel.kind === "im" && app !== null && channel.members.includes(app.bot_user_id);
}

/** The direct conversation of two, when there has been one. */
export function directWith(channels: Channels, one: string, other: string): Channel | null {
  const both = [one, other].toSorted().join(" ");
  const found = [...channels.values()].find(
    ({ kind, members }) => kind === "im" && members.toSorted().join(" ") === both,
  );
  return found ?? null;
}

/** Found by id, by name, or by the id or name of the person at the other end. */
export function channelCalled(
  called: string,
  viewer: User,
  { channels, users }: { readonly channels: Channels; readonly users: Users },
): Channel | null {
  const name = called.replace(/^[#@]/, "");
  const named = [...channels.values()].find(
    (channel) => !isDirect(channel) && channel.name === name,
  );
  const channel = channels.get(called) ?? named ?? directCalled(name, viewer, { channels, users });
  return channel !== null && maySee(viewer, channel) ? channel : null;
}

function directCalled(
  name: string,
  viewer: User,
  { channels, users }: { readonly channels: Channels; readonly users: Users },
): Channel | null {
  const other = userCalled(name, users);
  return other === null ? null : directWith(channels, viewer.id, other.id);
}

export function userCalled(called: string, users: Users): User | null {
  const name = called.replace(/^@/, "");
  return users.get(name) ?? [...users.values()].find((user) => user.name === name) ?? null;
}

/** A channel's own name; for a direct conversation the names of the others. */
export function titleOf(channel: Channel, viewer: User | null, users: Users): string {
  if (!isDirect(channel)) return channel.name;
  const others = channel.members.filter((id) => id !== viewer?.id);
  const names = (others.length === 0 ? channel.members : others).map((id) => nameOf(id, users));
  return names.join(", ");
}

export function nameOf(id: string, users: Users): string {
  const user = users.get(id);
  return user?.real_name || user?.name || id;
}

function byName(one: Channel, other: Channel): number {
  return one.name.localeCompare(other.name);
}
