import type { Workspace } from "./workspace.ts";

/** Up to this message, inclusive, somebody has read a channel. */
export type Read = { readonly user: string; readonly channel: string; readonly ts: string };

export function readOf(workspace: Workspace, user: string, channel: string): Read | undefined {
  return workspace.reads.get(keyOf(user, channel));
}

/** Moves the mark forward; what was read stays read. */
export function markRead(workspace: Workspace, read: Read): Read {
  const known = readOf(workspace, read.user, read.channel);
  return known !== undefined && known.ts >= read.ts ? known : putMark(workspace, read);
}

/** Puts the mark there, be it back: what follows is unread again. */
export function putMark(workspace: Workspace, { user, channel, ts }: Read): Read {
  const read = { user, channel, ts };
  workspace.reads.set(keyOf(user, channel), read);
  return read;
}

function keyOf(user: string, channel: string): string {
  return `${user} ${channel}`;
}
