import type { Workspace } from "./workspace.ts";

/** A message's ts is its id: unique within its channel and always rising, but not across channels. */
export function nextTs(workspace: Workspace, channelId: string): string {
  const last = workspace.lastTs.get(channelId) ?? 0;
  const micros = Math.max(Math.floor(workspace.now()) * 1000, last + 1);
  workspace.lastTs.set(channelId, micros);
  return formatTs(micros);
}

export function tsNow(workspace: Workspace): string {
  return formatTs(Math.floor(workspace.now()) * 1000);
}

function formatTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}`;
}
