import type { Storyteller } from "./live/story.ts";
import type { Faults } from "./traffic/faults.ts";
import type { TrafficLog } from "./traffic/log.ts";
import type { Link } from "./transport/link.ts";
import type { SocketMode } from "./transport/socket-mode.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** The running sandbox: its workspace may be replaced by a fresh one, the rest stays. */
export type World = {
  readonly workspace: () => Workspace;
  readonly reset: () => void;
  readonly link: Link;
  readonly socket: SocketMode;
  readonly faults: Faults;
  readonly log: TrafficLog;
  /** Tells what happens beside the chat, where somebody gave one. */
  readonly storyteller: Storyteller | null;
};
