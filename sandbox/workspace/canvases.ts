import type { Json } from "#sandbox/json.ts";
import { newId } from "./ids.ts";
import type { Workspace } from "./workspace.ts";

export type Canvas = {
  readonly id: string;
  readonly title: string;
  /** Set when it is the canvas tab of a channel. */
  readonly channelId: string | null;
  readonly markdown: string;
  /** Everybody who has ever changed it, by id. */
  readonly editors: readonly string[];
  /** Milliseconds since 1970. */
  readonly editedAt: number;
};

export function addCanvas(
  workspace: Workspace,
  canvas: Omit<Canvas, "id" | "editors" | "editedAt">,
): Canvas {
  const made = { id: newId("F"), editors: [workspace.app.botUserId], editedAt: workspace.now() };
  const added = { ...canvas, ...made };
  workspace.canvases.set(added.id, added);
  return added;
}

/** The canvas tab of a channel. */
export function canvasOf({ canvases }: Workspace, channelId: string): Canvas | undefined {
  return [...canvases.values()].find((canvas) => canvas.channelId === channelId);
}

/** Somebody, or the app, writes into it. */
export function writeCanvas(
  workspace: Workspace,
  canvas: Canvas,
  { editor, markdown }: { readonly editor: string; readonly markdown: string },
): Canvas {
  const editors = [...new Set([...canvas.editors, editor])];
  const written = { ...canvas, markdown, editors, editedAt: workspace.now() };
  workspace.canvases.set(written.id, written);
  return written;
}

/** A canvas as files.info shows it: to Slack it is a file. */
export function canvasObject(workspace: Workspace, canvas: Canvas): Json {
  return {
    id: canvas.id,
    name: canvas.title,
    title: canvas.title,
    mimetype: "application/vnd.slack-docs",
    filetype: "quip",
    pretty_type: "Canvas",
    mode: "quip",
    user: workspace.app.botUserId,
    canvas_creator_id: workspace.app.botUserId,
    editable: true,
    editors: canvas.editors,
    edit_timestamp: Math.floor(canvas.editedAt / 1000),
    ...(canvas.channelId === null ? {} : { linked_channel_id: canvas.channelId }),
    permalink: `${workspace.url}/docs/${workspace.team.id}/${canvas.id}`,
  };
}
