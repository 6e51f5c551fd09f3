import { newId } from "./ids.ts";
import type { Workspace } from "./workspace.ts";

export type Canvas = {
  readonly id: string;
  readonly title: string;
  /** Set when it is the canvas tab of a channel. */
  readonly channelId: string | null;
  readonly markdown: string;
};

export function addCanvas(workspace: Workspace, canvas: Omit<Canvas, "id">): Canvas {
  const added = { ...canvas, id: newId("F") };
  workspace.canvases.set(added.id, added);
  return added;
}
