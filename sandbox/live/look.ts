import type { Storyteller } from "#sandbox/live/story.ts";
import type { Fault } from "#sandbox/traffic/faults.ts";
import type { Bookmark } from "#sandbox/workspace/bookmarks.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { isReady, type StoredFile } from "#sandbox/workspace/files.ts";
import type { Message } from "#sandbox/workspace/messages.ts";
import type { Read } from "#sandbox/workspace/reads.ts";
import { postDueMessages } from "#sandbox/workspace/scheduled.ts";
import type { Usergroup } from "#sandbox/workspace/usergroups.ts";
import { isInDnd, type User } from "#sandbox/workspace/users.ts";
import { modalsOf, type View } from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";

/** What each thing is made of: records, and what else decides how it is shown. */
type Parts<Part extends readonly unknown[]> = ReadonlyMap<string, Part>;

/** The workspace at one moment. Its records are replaced when they change, so the same object is the same content. */
export type Look = {
  readonly workspace: Workspace;
  /** The workspace's clock, milliseconds since 1970. */
  readonly now: number;
  /** A clock that nobody pushes, milliseconds. */
  readonly at: number;
  readonly connections: number;
  readonly users: Parts<readonly [User, boolean]>;
  readonly channels: Parts<readonly [Channel, readonly Bookmark[] | undefined]>;
  readonly messages: Parts<readonly Message[]>;
  readonly modals: Parts<readonly View[]>;
  readonly homes: Parts<readonly [View]>;
  readonly files: Parts<readonly [StoredFile, boolean]>;
  readonly usergroups: Parts<readonly [Usergroup]>;
  readonly reads: Parts<readonly [Read]>;
  readonly faults: readonly Fault[];
  readonly story: ReturnType<Storyteller["story"]> | null;
  readonly logged: number;
};

export function lookAt(world: World): Look {
  const workspace = world.workspace();
  postDueMessages(workspace);
  const { users, channels, bookmarks, homes, files, usergroups, reads } = workspace;
  return {
    workspace,
    now: workspace.now(),
    at: performance.now(),
    connections: world.socket.connectionCount(),
    users: partsOf(users, (user) => [user, isInDnd(workspace, user)]),
    channels: partsOf(channels, (channel) => [channel, bookmarks.get(channel.id)]),
    messages: new Map(workspace.messages),
    modals: new Map([...workspace.stacks.keys()].map((id) => [id, modalsOf(workspace, id)])),
    homes: partsOf(homes, (home) => [home]),
    files: partsOf(files, (file) => [file, isReady(workspace, file)]),
    usergroups: partsOf(usergroups, (group) => [group]),
    reads: partsOf(reads, (read) => [read]),
    faults: world.faults.pending(),
    story: world.storyteller?.story() ?? null,
    logged: world.log.newest(),
  };
}

function partsOf<Item, Part extends readonly unknown[]>(
  items: ReadonlyMap<string, Item>,
  split: (item: Item) => Part,
): Parts<Part> {
  return new Map([...items].map(([key, item]) => [key, split(item)] as const));
}
