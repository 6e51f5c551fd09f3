import { z } from "zod";
import { asText, isJson, type Json } from "#sandbox/json.ts";
import { checkView } from "#sandbox/workspace/checks.ts";
import { newResponseUrl } from "#sandbox/workspace/response-urls.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { newTrigger } from "#sandbox/workspace/triggers.ts";
import type { User } from "#sandbox/workspace/users.ts";
import {
  changeView,
  closeAll,
  closeView,
  findView,
  pushModal,
  saveView,
  type View,
  viewObject,
} from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { answerOrRefuse } from "./app-answers.ts";
import { elementsIn } from "./elements.ts";
import { fillIn, inputErrors } from "./form-state.ts";
import { interaction } from "./payload.ts";
import { actor } from "./people.ts";
import { refused } from "./refused.ts";
import { seenView } from "./sight.ts";

const TROUBLE = "We had some trouble connecting. Try again?";

const submitInput = z.object({
  user: z.string(),
  view_id: z.string(),
  values: z.custom<Json>(isJson).default({}),
});

const closeInput = z.object({ user: z.string(), view_id: z.string() });

export const submitActs: Acts = {
  submit: act(submitInput, submit),
  close: act(closeInput, close),
};

/** Somebody fills in a modal and presses its submit button. */
async function submit(world: World, given: z.output<typeof submitInput>): Promise<Json> {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const view = seenView(workspace, user, given.view_id);
  if (view.body["type"] !== "modal") throw refused("not_a_modal", "a home has nothing to submit");
  const values = fillIn(workspace, elementsIn(view.body["blocks"]), view.values, given.values);
  const filled = saveView(workspace, { ...view, values });
  const errors = inputErrors(view.body["blocks"], values);
  if (Object.keys(errors).length > 0) throw new SlackError("invalid_input", { errors });
  const payload = {
    type: "view_submission",
    ...interaction(workspace, user),
    trigger_id: newTrigger(workspace, user.id),
    view: viewObject(workspace, filled),
    response_urls: responseUrls(workspace, user, filled),
  };
  const ack = await world.link.deliver({ type: "interactive", payload });
  const answer = answerOrRefuse(ack, () => TROUBLE);
  obey(workspace, filled, answer);
  return { ack: answer };
}

/** What the app wants to be done with its modal. */
function obey(workspace: Workspace, submitted: View, answer: Json): void {
  // The app may have changed or closed the view before it acknowledged.
  const view = findView(workspace, submitted.id);
  if (view === undefined) return;
  switch (answer["response_action"]) {
    case undefined:
      return closeView(workspace, view);
    case "clear":
      return closeAll(workspace, view.userId);
    case "update":
      changeView(workspace, view, answeredView(workspace, answer["view"]));
      return;
    case "push":
      pushModal(workspace, view.userId, answeredView(workspace, answer["view"]));
      return;
    case "errors":
      return checkErrors(view, answer["errors"]);
    default:
      throw trouble(`unknown response_action ${String(answer["response_action"])}`);
  }
}

function answeredView(workspace: Workspace, view: unknown): Json {
  try {
    return checkView(workspace, view, "modal");
  } catch (error) {
    if (error instanceof SlackError) throw trouble(error.code, error.details);
    throw error;
  }
}

/** Slack shows an error only under an input of this view. */
function checkErrors(view: View, errors: unknown): void {
  const inputs = elementsIn(view.body["blocks"]).filter((element) => element.input !== null);
  const known = inputs.map((element) => element.blockId);
  const named = isJson(errors) ? Object.keys(errors) : [];
  const strange = named.filter((blockId) => !known.includes(blockId));
  if (named.length === 0) throw trouble("errors names no block");
  if (strange.length > 0) throw trouble(`errors names ${strange.join(", ")}, which is no input`);
}

function responseUrls(workspace: Workspace, user: User, view: View): readonly Json[] {
  const elements = elementsIn(view.body["blocks"]);
  return elements.flatMap(({ body, blockId, actionId }) => {
    const value = view.values[blockId]?.[actionId] ?? {};
    const chosen = asText(value["selected_channel"] ?? value["selected_conversation"]);
    if (body["response_url_enabled"] !== true || chosen === undefined) return [];
    const place = { userId: user.id, channelId: chosen, messageTs: undefined };
    const response_url = newResponseUrl(workspace, "actions", place);
    return [{ block_id: blockId, action_id: actionId, channel_id: chosen, response_url }];
  });
}

/** Somebody closes a modal without submitting. */
function close(world: World, given: z.output<typeof closeInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const view = seenView(workspace, user, given.view_id);
  const isCleared = view.body["clear_on_close"] === true;
  if (isCleared) closeAll(workspace, user.id);
  else closeView(workspace, view);
  if (view.body["notify_on_close"] !== true) return {};
  const { action_ts: _ts, ...base } = interaction(workspace, user);
  const shown = viewObject(workspace, view);
  const payload = { type: "view_closed", ...base, view: shown, is_cleared: isCleared };
  void world.link.deliver({ type: "interactive", payload });
  return {};
}

function trouble(reason: string, details: Json = {}): SlackError {
  return new SlackError(TROUBLE, { code: "invalid_response", reason, ...details });
}
