import { z } from "zod";
import { isJson, type Json } from "#sandbox/json.ts";
import { messageObject } from "#sandbox/workspace/messages.ts";
import { newResponseUrl } from "#sandbox/workspace/response-urls.ts";
import { newTrigger } from "#sandbox/workspace/triggers.ts";
import type { User } from "#sandbox/workspace/users.ts";
import { saveView, type StateValues, viewObject } from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { answerOrRefuse } from "./app-answers.ts";
import { filled, isStateful } from "./element-values.ts";
import { type Element, elementCalled, elementsIn, elementsOfMessage } from "./elements.ts";
import { fillIn } from "./form-state.ts";
import { channelReference, interaction } from "./payload.ts";
import { actor, placeFor } from "./people.ts";
import { pressed } from "./pressed.ts";
import { seenMessage, seenView } from "./sight.ts";

const TIMED_OUT = "Operation timed out. Apps need to respond within 3 seconds.";

const input = z.looseObject({
  user: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  view_id: z.string().optional(),
  block_id: z.string().optional(),
  action_id: z.string(),
  // What else the person has filled in there so far.
  values: z.custom<Json>(isJson).default({}),
});

type Input = z.output<typeof input>;

export const clickActs: Acts = { click: act(input, click) };

/** Somebody presses a button or chooses from a menu; a confirmation is taken as given. */
async function click(world: World, given: Input): Promise<Json> {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const payload =
    given.view_id === undefined
      ? clickInMessage(workspace, user, given)
      : clickInView(workspace, user, given.view_id, given);
  const ack = await world.link.deliver({ type: "interactive", payload });
  return { ack: answerOrRefuse(ack, () => TIMED_OUT) };
}

function clickInMessage(workspace: Workspace, user: User, given: Input): Json {
  const channel = placeFor(workspace, user, given.channel ?? "");
  const message = seenMessage(workspace, user, channel, given.ts ?? "");
  const shown = messageObject(message);
  const elements = elementsOfMessage(shown);
  const element = elementCalled(elements, given.action_id, given.block_id);
  const action = actionOf(workspace, element, given);
  const place = { userId: user.id, channelId: channel.id, messageTs: message.ts };
  const isEphemeral = message.ephemeralTo !== undefined;
  const typed = fillIn(workspace, elements, {}, given.values);
  return {
    type: "block_actions",
    ...interaction(workspace, user),
    trigger_id: newTrigger(workspace, user.id),
    response_url: newResponseUrl(workspace, "actions", place),
    container: {
      type: element.attachmentId === null ? "message" : "message_attachment",
      ...(element.attachmentId === null ? {} : { attachment_id: element.attachmentId }),
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    },
    channel: channelReference(channel),
    ...(isEphemeral ? {} : { message: shown }),
    state: { values: stateWith(typed, element, action) },
    actions: [action],
  };
}

function clickInView(workspace: Workspace, user: User, viewId: string, given: Input): Json {
  const view = seenView(workspace, user, viewId);
  const elements = elementsIn(view.body["blocks"]);
  const element = elementCalled(elements, given.action_id, given.block_id);
  const action = actionOf(workspace, element, given);
  const typed = fillIn(workspace, elements, view.values, given.values);
  const state = isStateful(element)
    ? fillIn(workspace, elements, typed, { [element.blockId]: { [element.actionId]: action } })
    : typed;
  const kept = saveView(workspace, { ...view, values: state });
  return {
    type: "block_actions",
    ...interaction(workspace, user),
    trigger_id: newTrigger(workspace, user.id),
    container: { type: "view", view_id: view.id },
    view: viewObject(workspace, kept),
    actions: [action],
  };
}

/** Type, ids and value come from the element itself; the choice from whoever clicks. */
function actionOf(workspace: Workspace, element: Element, given: Input): Json {
  const { type, blockId, actionId } = element;
  const place = { type, block_id: blockId, action_id: actionId, action_ts: actionTs(workspace) };
  const choice = choiceIn(given);
  return { ...place, ...(pressed(element, choice) ?? filled(workspace, element, choice)) };
}

function choiceIn(given: Input): unknown {
  if (given["value"] !== undefined) return given["value"];
  return Object.entries(given).find(([name]) => name.startsWith("selected_"))?.[1];
}

function stateWith(state: StateValues, element: Element, action: Json): StateValues {
  if (!isStateful(element)) return state;
  const { block_id: _block, action_id: _action, action_ts: _ts, ...value } = action;
  const block = { ...state[element.blockId], [element.actionId]: value };
  return { ...state, [element.blockId]: block };
}

function actionTs(workspace: Workspace): string {
  return (workspace.now() / 1000).toFixed(6);
}
