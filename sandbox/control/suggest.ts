import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { messageObject } from "#sandbox/workspace/messages.ts";
import { viewObject } from "#sandbox/workspace/views.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { answerOrRefuse } from "./app-answers.ts";
import { elementCalled, elementsIn, elementsOfMessage } from "./elements.ts";
import { channelReference, interaction } from "./payload.ts";
import { actor, placeFor } from "./people.ts";
import { refused } from "./refused.ts";
import { seenMessage, seenView } from "./sight.ts";

const input = z.object({
  user: z.string(),
  channel: z.string().default(""),
  ts: z.string().default(""),
  view_id: z.string().optional(),
  block_id: z.string().optional(),
  action_id: z.string(),
  value: z.string().default(""),
});

type Input = z.output<typeof input>;

export const suggestActs: Acts = { suggest: act(input, suggest) };

/** Somebody types into an external select; the app answers with options. */
async function suggest(world: World, given: Input): Promise<Json> {
  const { around, elements } = surroundings(world, given);
  const { type, blockId, actionId } = elementCalled(elements, given.action_id, given.block_id);
  if (!type.includes("external_select")) {
    throw refused("not_external", `${actionId} is a ${type} and asks the app for nothing`);
  }
  const { action_ts: _ts, ...base } = interaction(
    world.workspace(),
    actor(world.workspace(), given.user),
  );
  const asked = { block_id: blockId, action_id: actionId, value: given.value };
  const payload = { type: "block_suggestion", ...base, ...around, ...asked };
  const ack = await world.link.deliver({ type: "interactive", payload });
  return { ack: answerOrRefuse(ack, () => "No results found") };
}

type Surroundings = {
  readonly around: Json;
  readonly elements: ReturnType<typeof elementsIn>;
};

function surroundings(world: World, given: Input): Surroundings {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  if (given.view_id !== undefined) {
    const view = seenView(workspace, user, given.view_id);
    const container = { type: "view", view_id: view.id };
    const around = { container, view: viewObject(workspace, view) };
    return { around, elements: elementsIn(view.body["blocks"]) };
  }
  const channel = placeFor(workspace, user, given.channel);
  const message = messageObject(seenMessage(workspace, user, channel, given.ts));
  const container = { type: "message", message_ts: given.ts, channel_id: channel.id };
  const around = { container, channel: channelReference(channel), message };
  return { around, elements: elementsOfMessage(message) };
}
