import { type ReadonlySignal, type Signal, computed, signal } from "@preact/signals";
import type { Json } from "#sandbox/json.ts";
import type { Story } from "#sandbox/live/story.ts";
import type {
  App,
  Change,
  Channel,
  ChannelMessages,
  Message,
  Team,
  User,
  View,
} from "#sandbox/live/wire.ts";

/** What is known of one channel's messages: a gapless run up to the newest. */
export type Log = { readonly messages: readonly Message[]; readonly more: boolean };

export type Connection = "connecting" | "live" | "lost";

/** The workspace as this window knows it. Each part is replaced when it changes, never altered. */
export const connection: Signal<Connection> = signal("connecting");
export const team: Signal<Team | null> = signal(null);
export const app: Signal<App | null> = signal(null);
export const users: Signal<ReadonlyMap<string, User>> = signal(new Map());
export const channels: Signal<ReadonlyMap<string, Channel>> = signal(new Map());
export const logs: Signal<ReadonlyMap<string, Log>> = signal(new Map());
export const modals: Signal<ReadonlyMap<string, readonly View[]>> = signal(new Map());
export const homes: Signal<ReadonlyMap<string, View>> = signal(new Map());
export const files: Signal<ReadonlyMap<string, Json>> = signal(new Map());
export const usergroups: Signal<ReadonlyMap<string, Json>> = signal(new Map());
/** `${user} ${channel}` -> the last ts read. */
export const reads: Signal<ReadonlyMap<string, string>> = signal(new Map());
export const faults: Signal<readonly Json[]> = signal([]);
export const story: Signal<Story | null> = signal(null);
export const logged: Signal<number> = signal(0);
/** How far the workspace's clock is ahead of this computer's, milliseconds. */
export const ahead: Signal<number> = signal(0);

/** Who acts in this window; chosen by frame/acting.ts. */
export const viewerId: Signal<string | null> = signal(null);
export const viewer: ReadonlySignal<User | null> = computed(
  () => users.value.get(viewerId.value ?? "") ?? null,
);

export function emptyLog(): Log {
  return { messages: [], more: false };
}

export function forget(): void {
  users.value = new Map();
  channels.value = new Map();
  logs.value = new Map();
  modals.value = new Map();
  homes.value = new Map();
  files.value = new Map();
  usergroups.value = new Map();
  reads.value = new Map();
}

/** Adds what the workspace says has changed. */
export function apply(change: Change): void {
  if (change.fresh) forget();
  ahead.value = change.now - Date.now();
  if (change.team) team.value = change.team;
  if (change.app) app.value = change.app;
  if (change.users) users.value = merged(users.value, change.users, ({ id }) => id);
  if (change.channels) channels.value = merged(channels.value, change.channels, ({ id }) => id);
  if (change.messages) logs.value = change.messages.reduce(withMessages, logs.value);
  applyViews(change);
  if (change.files) files.value = merged(files.value, change.files, idOf);
  if (change.usergroups) usergroups.value = merged(usergroups.value, change.usergroups, idOf);
  if (change.reads) reads.value = withReads(change.reads);
  applyRest(change);
}

/** Puts older messages, as the server pages them out, before those that are known. */
export function prepend(channel: string, older: readonly Message[], more: boolean): void {
  const known = logs.value.get(channel) ?? emptyLog();
  const seen = new Set(known.messages.map(({ ts }) => ts));
  const messages = [...older.filter(({ ts }) => !seen.has(ts)), ...known.messages];
  logs.value = new Map(logs.value).set(channel, { messages, more });
}

function applyViews({ modals: open = [], homes: shown = [] }: Change): void {
  if (open.length > 0) {
    modals.value = new Map([
      ...modals.value,
      ...open.map(({ user, views }) => [user, views] as const),
    ]);
  }
  if (shown.length > 0) {
    homes.value = new Map([
      ...homes.value,
      ...shown.map(({ user, view }) => [user, view] as const),
    ]);
  }
}

function applyRest(change: Change): void {
  if (change.faults) faults.value = change.faults;
  if (change.story) story.value = change.story;
  if (change.logged !== undefined) logged.value = change.logged;
}

function withMessages(
  known: ReadonlyMap<string, Log>,
  { channel, changed, removed, more }: ChannelMessages,
): ReadonlyMap<string, Log> {
  const log = known.get(channel) ?? emptyLog();
  const byTs = new Map(log.messages.map((message) => [message.ts, message] as const));
  for (const ts of removed) byTs.delete(ts);
  for (const message of changed.filter(({ ts }) => isWithin(log, ts)))
    byTs.set(message.ts, message);
  const messages = [...byTs.values()].toSorted((one, other) => (one.ts < other.ts ? -1 : 1));
  return new Map(known).set(channel, { messages, more: more ?? log.more });
}

/** An edit of what was not paged in yet would leave a gap behind it that is never asked for. */
function isWithin({ messages: [first], more }: Log, ts: string): boolean {
  return !more || first === undefined || ts >= first.ts;
}

function withReads(news: NonNullable<Change["reads"]>): ReadonlyMap<string, string> {
  const entries = news.map(({ user, channel, ts }) => [`${user} ${channel}`, ts] as const);
  return new Map([...reads.value, ...entries]);
}

function merged<Item>(
  known: ReadonlyMap<string, Item>,
  news: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item> {
  return new Map([...known, ...news.map((item) => [keyOf(item), item] as const)]);
}

function idOf(item: Json): string {
  return String(item["id"]);
}
