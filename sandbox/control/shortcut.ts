import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { messageObject } from "#sandbox/workspace/messages.ts";
import { newResponseUrl } from "#sandbox/workspace/response-urls.ts";
import { newTrigger } from "#sandbox/workspace/triggers.ts";
import type { User } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { answerOrRefuse } from "./app-answers.ts";
import { channelReference, interaction } from "./payload.ts";
import { actor, placeFor } from "./people.ts";
import { refused } from "./refused.ts";
import { seenMessage } from "./sight.ts";

const FAILED = "Sorry, that didn't work. Please try again.";

const input = z.object({
  user: z.string(),
  callback_id: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

export const shortcutActs: Acts = { shortcut: act(input, runShortcut) };

/** Somebody picks a shortcut: a global one, or one in the menu of a message. */
async function runShortcut(world: World, given: z.output<typeof input>): Promise<Json> {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const common = {
    ...interaction(workspace, user),
    callback_id: given.callback_id,
    trigger_id: newTrigger(workspace, user.id),
  };
  const payload =
    typeOf(workspace, given.callback_id) === "global"
      ? { type: "shortcut", ...common }
      : { type: "message_action", ...common, ...aboutMessage(workspace, user, given) };
  const ack = await world.link.deliver({ type: "interactive", payload });
  return { ack: answerOrRefuse(ack, () => FAILED) };
}

function typeOf(workspace: Workspace, callbackId: string): "global" | "message" {
  const { shortcuts } = workspace.app.manifest;
  const shortcut = shortcuts.find((candidate) => candidate.callback_id === callbackId);
  if (shortcut !== undefined) return shortcut.type;
  const known = shortcuts.map((candidate) => candidate.callback_id).join(", ") || "none";
  throw refused("shortcut_not_found", `there is no shortcut "${callbackId}"; there are: ${known}`);
}

function aboutMessage(workspace: Workspace, user: User, given: z.output<typeof input>): Json {
  if (given.channel === undefined || given.ts === undefined) {
    throw refused("invalid_arguments", "a message shortcut needs channel and ts");
  }
  const channel = placeFor(workspace, user, given.channel);
  const message = seenMessage(workspace, user, channel, given.ts);
  const place = { userId: user.id, channelId: channel.id, messageTs: message.ts };
  return {
    channel: channelReference(channel),
    message_ts: message.ts,
    message: messageObject(message),
    response_url: newResponseUrl(workspace, "actions", place),
  };
}
