import { randomBytes } from "node:crypto";
import { refusal, SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

/** The right to open one view for the person who just did something. */
export type Trigger = {
  readonly id: string;
  readonly userId: string;
  readonly issuedAt: number;
  readonly isUsed: boolean;
};

export function newTrigger(workspace: Workspace, userId: string): string {
  const numbers = `${Math.floor(workspace.now())}.${workspace.triggers.size + 1}`;
  const id = `${numbers}.${randomBytes(16).toString("hex")}`;
  workspace.triggers.set(id, { id, userId, issuedAt: workspace.now(), isUsed: false });
  return id;
}

/** Single use, whether or not the view that comes with it is any good. */
export function exchangeTrigger(workspace: Workspace, id: string): Trigger {
  const trigger = workspace.triggers.get(id);
  if (trigger === undefined) {
    throw refusal("invalid_trigger_id", "invalid `trigger_id`");
  }
  if (trigger.isUsed) throw new SlackError("exchanged_trigger_id");
  if (workspace.now() - trigger.issuedAt > workspace.triggerLife) {
    throw new SlackError("expired_trigger_id");
  }
  workspace.triggers.set(id, { ...trigger, isUsed: true });
  return trigger;
}
