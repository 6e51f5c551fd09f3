import type { Draft } from "./messages.ts";
import { postMessage } from "./posting.ts";
import type { Workspace } from "./workspace.ts";

export type ScheduledMessage = {
  readonly id: string;
  readonly channelId: string;
  /** Seconds since 1970. */
  readonly postAt: number;
  readonly createdAt: number;
  readonly draft: Draft;
};

/** Posts what has come due; asked whenever somebody looks, so no timer is needed. */
export function postDueMessages(workspace: Workspace): void {
  for (const scheduled of workspace.scheduled.values()) {
    if (scheduled.postAt * 1000 > workspace.now()) continue;
    workspace.scheduled.delete(scheduled.id);
    const channel = workspace.channels.get(scheduled.channelId);
    if (channel !== undefined && !channel.isArchived) {
      postMessage(workspace, channel, scheduled.draft);
    }
  }
}
