import { appState, channelState, messageState, pinsOf, userState } from "#sandbox/control/state.ts";
import { fileObject } from "#sandbox/workspace/files.ts";
import type { Message } from "#sandbox/workspace/messages.ts";
import { usergroupObject } from "#sandbox/workspace/usergroups.ts";
import { viewObject } from "#sandbox/workspace/views.ts";
import type { Look } from "./look.ts";
import { pageBefore } from "./pages.ts";
import type { Change, ChannelMessages } from "./wire.ts";

/** How many messages of each channel a window gets without asking. */
export const PAGE = 100;

/** A difference between the clocks that a reader would notice, milliseconds. */
const DRIFT = 1000;

/** What is new to somebody who has seen `before`; null when nothing is. A reset, like the first look, is told whole. */
export function changeBetween(before: Look | null, after: Look): Change | null {
  const known = before?.workspace === after.workspace ? before : null;
  const news: Omit<Change, "now"> = {
    ...(known === null ? { fresh: true, team: after.workspace.team } : {}),
    ...appIn(known, after),
    ...usersIn(known, after),
    ...channelsIn(known, after),
    ...messagesIn(known, after),
    ...viewsIn(known, after),
    ...filesIn(known, after),
    ...usergroupsIn(known, after),
    ...readsIn(known, after),
    ...besidesIn(known, after),
  };
  if (Object.keys(news).length === 0 && !hasDrifted(known, after)) return null;
  return { now: after.now, ...news };
}

function appIn(known: Look | null, { workspace, connections }: Look): Pick<Change, "app"> {
  if (known?.connections === connections) return {};
  return { app: appState(workspace, connections) };
}

function usersIn(known: Look | null, { users: all, workspace }: Look): Pick<Change, "users"> {
  const users = changed(known?.users, all).map(([, [user]]) => userState(workspace, user));
  return users.length === 0 ? {} : { users };
}

function channelsIn(known: Look | null, after: Look): Pick<Change, "channels"> {
  const channels = [...after.channels]
    .filter(
      ([id, parts]) => !isSame(known?.channels.get(id), parts) || hasNewPins(known, after, id),
    )
    .map(([, [channel]]) => channelState(after.workspace, channel));
  return channels.length === 0 ? {} : { channels };
}

/** Pins stand on the messages. */
function hasNewPins(known: Look | null, after: Look, channel: string): boolean {
  const [before = [], now = []] = [known?.messages.get(channel), after.messages.get(channel)];
  return before !== now && pinsOf(before).join() !== pinsOf(now).join();
}

function messagesIn(known: Look | null, after: Look): Pick<Change, "messages"> {
  const messages = [...after.messages]
    .filter(([channel, all]) => known?.messages.get(channel) !== all)
    .map(([channel, all]) =>
      known === null
        ? newestOf(channel, all)
        : differenceIn(channel, known.messages.get(channel) ?? [], all),
    );
  return messages.length === 0 ? {} : { messages };
}

function newestOf(channel: string, all: readonly Message[]): ChannelMessages {
  const { messages, more } = pageBefore(all, { limit: PAGE });
  return { channel, changed: messages.map(messageState), removed: [], more };
}

function differenceIn(
  channel: string,
  before: readonly Message[],
  after: readonly Message[],
): ChannelMessages {
  const known = new Set(before);
  const left = new Set(after.map(({ ts }) => ts));
  return {
    channel,
    changed: after.filter((message) => !known.has(message)).map(messageState),
    removed: before.filter(({ ts }) => !left.has(ts)).map(({ ts }) => ts),
  };
}

function viewsIn(known: Look | null, after: Look): Pick<Change, "modals" | "homes"> {
  const { workspace } = after;
  const modals = changed(known?.modals, after.modals).map(([user, stack]) => ({
    user,
    views: stack.map((view) => viewObject(workspace, view)),
  }));
  const homes = changed(known?.homes, after.homes).map(([user, [home]]) => ({
    user,
    view: viewObject(workspace, home),
  }));
  return {
    ...(modals.length === 0 ? {} : { modals }),
    ...(homes.length === 0 ? {} : { homes }),
  };
}

function filesIn(known: Look | null, after: Look): Pick<Change, "files"> {
  const shown = changed(known?.files, after.files).map(([, [file]]) =>
    fileObject(after.workspace, file),
  );
  // What Slack shows in place of a file that was deleted.
  const deleted = [...(known?.files.keys() ?? [])]
    .filter((id) => !after.files.has(id))
    .map((id) => ({ id, mode: "tombstone" }));
  const files = [...shown, ...deleted];
  return files.length === 0 ? {} : { files };
}

function usergroupsIn(known: Look | null, after: Look): Pick<Change, "usergroups"> {
  const usergroups = changed(known?.usergroups, after.usergroups).map(([, [group]]) =>
    usergroupObject(after.workspace, group, true),
  );
  return usergroups.length === 0 ? {} : { usergroups };
}

function readsIn(known: Look | null, after: Look): Pick<Change, "reads"> {
  const reads = changed(known?.reads, after.reads).map(([, [read]]) => read);
  return reads.length === 0 ? {} : { reads };
}

function besidesIn(
  known: Look | null,
  { faults, story, logged }: Look,
): Pick<Change, "faults" | "story" | "logged"> {
  return {
    ...(isSame(known?.faults, faults) ? {} : { faults }),
    ...(story === null || known?.story === story ? {} : { story }),
    ...(known?.logged === logged ? {} : { logged }),
  };
}

/** Somebody pushed the workspace's clock. */
function hasDrifted(known: Look | null, after: Look): boolean {
  if (known === null) return false;
  return Math.abs(after.now - known.now - (after.at - known.at)) > DRIFT;
}

function changed<Part extends readonly unknown[]>(
  before: ReadonlyMap<string, Part> | undefined,
  after: ReadonlyMap<string, Part>,
): readonly (readonly [string, Part])[] {
  return [...after].filter(([key, parts]) => !isSame(before?.get(key), parts));
}

function isSame(before: readonly unknown[] | undefined, after: readonly unknown[]): boolean {
  return before?.length === after.length && after.every((part, index) => part === before[index]);
}
