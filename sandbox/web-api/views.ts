import { z } from "zod";
import { checkView, viewType } from "#sandbox/workspace/checks.ts";
import { refusal, SlackError } from "#sandbox/workspace/slack-error.ts";
import { exchangeTrigger } from "#sandbox/workspace/triggers.ts";
import {
  changeView,
  modalsOf,
  openModal,
  publishHome,
  pushModal,
  type View,
  viewObject,
} from "#sandbox/workspace/views.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";
import { userById } from "./users.ts";

const openInput = z.object({ trigger_id: filled, view: z.unknown() });

const updateInput = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: z.unknown(),
});

const publishInput = z.object({ user_id: filled, hash: z.string().optional(), view: z.unknown() });

export const viewMethods: MethodTable = {
  "views.open": method({
    scopes: [],
    tier: 4,
    json: true,
    input: openInput,
    run(workspace, { trigger_id, view }) {
      const { userId } = exchangeTrigger(workspace, trigger_id);
      return answer(workspace, openModal(workspace, userId, checkedModal(workspace, view)));
    },
  }),
  "views.push": method({
    scopes: [],
    tier: 4,
    json: true,
    input: openInput,
    run(workspace, { trigger_id, view }) {
      const { userId } = exchangeTrigger(workspace, trigger_id);
      const [root] = modalsOf(workspace, userId);
      const body = checkView(workspace, view, viewType(root?.body));
      return answer(workspace, pushModal(workspace, userId, body));
    },
  }),
  "views.update": method({
    scopes: [],
    tier: 4,
    json: true,
    input: updateInput,
    run: update,
  }),
  "views.publish": method({
    scopes: [],
    tier: 4,
    json: true,
    input: publishInput,
    run: publish,
  }),
};

function update(workspace: Workspace, input: z.output<typeof updateInput>): Answer {
  if (input.view_id === undefined && input.external_id === undefined) {
    throw refusal("invalid_arguments", "missing required field: view_id");
  }
  const view = [...workspace.views.values()].find(
    (candidate) =>
      candidate.id === input.view_id ||
      (input.external_id !== undefined && candidate.body["external_id"] === input.external_id),
  );
  if (view === undefined) throw new SlackError("not_found");
  if (input.hash !== undefined && input.hash !== view.hash) throw new SlackError("hash_conflict");
  return answer(workspace, changeView(workspace, view, checkedModal(workspace, input.view)));
}

function publish(workspace: Workspace, input: z.output<typeof publishInput>): Answer {
  if (!workspace.app.manifest.homeTab) throw new SlackError("not_enabled");
  const user = userById(workspace, input.user_id);
  const body = checkView(workspace, input.view);
  if (viewType(body) !== "home") {
    throw refusal("invalid_arguments", "unsupported type: modal [json-pointer:/view/type]");
  }
  const before = workspace.homes.get(user.id);
  if (input.hash !== undefined && before !== undefined && input.hash !== before.hash) {
    throw new SlackError("hash_conflict");
  }
  return answer(workspace, publishHome(workspace, user.id, body));
}

function checkedModal(workspace: Workspace, view: unknown): ReturnType<typeof checkView> {
  const body = checkView(workspace, view);
  if (viewType(body) === "modal") return body;
  throw refusal("invalid_arguments", "unsupported type: home [json-pointer:/view/type]");
}

function answer(workspace: Workspace, view: View): Answer {
  return { view: viewObject(workspace, view) };
}
