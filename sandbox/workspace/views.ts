import { randomBytes } from "node:crypto";
import { asText, type Json } from "#sandbox/json.ts";
import { withBlockIds } from "./block-ids.ts";
import { newId } from "./ids.ts";
import { SlackError } from "./slack-error.ts";
import type { Workspace } from "./workspace.ts";

export type StateValues = Readonly<Record<string, Readonly<Record<string, Json>>>>;

export type View = {
  readonly id: string;
  readonly userId: string;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** The view as the app gave it, with block ids. */
  readonly body: Json;
  /** What the person has filled in so far. */
  readonly values: StateValues;
};

const DEPTH = 3;

/** A modal opened anew takes the place of whatever was open. */
export function openModal(workspace: Workspace, userId: string, body: Json): View {
  for (const id of workspace.stacks.get(userId) ?? []) workspace.views.delete(id);
  workspace.stacks.set(userId, []);
  return stackModal(workspace, userId, body);
}

export function pushModal(workspace: Workspace, userId: string, body: Json): View {
  const open = workspace.stacks.get(userId) ?? [];
  if (open.length === 0) throw new SlackError("not_found");
  if (open.length >= DEPTH) throw new SlackError("push_limit_reached");
  return stackModal(workspace, userId, body);
}

export function changeView(workspace: Workspace, view: View, body: Json): View {
  checkExternalId(workspace, body, view.id);
  const changed = { ...view, hash: newHash(workspace), body: bodyOf(body) };
  const kept = { ...changed, values: keptValues(changed, view.values) };
  workspace.views.set(view.id, kept);
  return kept;
}

export function publishHome(workspace: Workspace, userId: string, body: Json): View {
  const before = workspace.homes.get(userId);
  const id = before?.id ?? newId("V");
  const home: View = {
    id,
    userId,
    hash: newHash(workspace),
    rootId: id,
    previousId: null,
    body: bodyOf(body),
    values: {},
  };
  workspace.homes.set(userId, home);
  return home;
}

export function modalsOf(workspace: Workspace, userId: string): readonly View[] {
  return (workspace.stacks.get(userId) ?? []).flatMap((id) => workspace.views.get(id) ?? []);
}

/** Takes one view away and shows the one below, if any. */
export function closeView(workspace: Workspace, view: View): void {
  workspace.views.delete(view.id);
  const open = workspace.stacks.get(view.userId) ?? [];
  const left = open.filter((id) => id !== view.id);
  workspace.stacks.set(view.userId, left);
}

export function closeAll(workspace: Workspace, userId: string): void {
  for (const id of workspace.stacks.get(userId) ?? []) workspace.views.delete(id);
  workspace.stacks.set(userId, []);
}

/** A modal or a home, by id. */
export function findView(workspace: Workspace, id: string): View | undefined {
  return workspace.views.get(id) ?? [...workspace.homes.values()].find((home) => home.id === id);
}

export function saveView(workspace: Workspace, view: View): View {
  if (view.body["type"] === "home") workspace.homes.set(view.userId, view);
  else workspace.views.set(view.id, view);
  return view;
}

export function viewObject(
  workspace: Workspace,
  view: View,
): Json & { readonly id: string; readonly hash: string } {
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.body["type"],
    blocks: view.body["blocks"],
    private_metadata: view.body["private_metadata"] ?? "",
    callback_id: view.body["callback_id"] ?? "",
    state: { values: view.values },
    hash: view.hash,
    title: view.body["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
    clear_on_close: view.body["clear_on_close"] ?? false,
    notify_on_close: view.body["notify_on_close"] ?? false,
    close: view.body["close"] ?? null,
    submit: view.body["submit"] ?? null,
    submit_disabled: false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    external_id: view.body["external_id"] ?? "",
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  };
}

function stackModal(workspace: Workspace, userId: string, body: Json): View {
  checkExternalId(workspace, body, null);
  const open = workspace.stacks.get(userId) ?? [];
  const id = newId("V");
  const view: View = {
    id,
    userId,
    hash: newHash(workspace),
    rootId: open[0] ?? id,
    previousId: open.at(-1) ?? null,
    body: bodyOf(body),
    values: {},
  };
  workspace.views.set(id, view);
  workspace.stacks.set(userId, [...open, id]);
  return view;
}

function bodyOf(body: Json): Json {
  return { ...body, blocks: withBlockIds(body["blocks"]) ?? [] };
}

/** Input survives an update only where block_id and action_id stay the same. */
function keptValues(view: View, values: StateValues): StateValues {
  const shown = JSON.stringify(view.body["blocks"]);
  const kept = Object.entries(values).filter(([block]) => shown.includes(JSON.stringify(block)));
  return Object.fromEntries(kept);
}

function checkExternalId(workspace: Workspace, body: Json, except: string | null): void {
  const externalId = asText(body["external_id"]) ?? "";
  if (externalId === "") return;
  const twin = [...workspace.views.values()].find(
    (view) => view.id !== except && view.body["external_id"] === externalId,
  );
  if (twin !== undefined) throw new SlackError("duplicate_external_id");
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.now() / 1000)}.${randomBytes(4).toString("hex")}`;
}
