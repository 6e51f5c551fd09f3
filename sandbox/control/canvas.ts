import { z } from "zod";
import { writeCanvas } from "#sandbox/workspace/canvases.ts";
import { act, type Acts } from "./act.ts";
import { actor } from "./people.ts";
import { refused } from "./refused.ts";

const canvasInput = z.object({ user: z.string(), canvas_id: z.string(), text: z.string() });

/** What people do with a canvas: they write in it. */
export const canvasActs: Acts = {
  canvas: act(canvasInput, (world, { user, canvas_id: id, text }) => {
    const workspace = world.workspace();
    const editor = actor(workspace, user).id;
    const canvas = workspace.canvases.get(id);
    if (canvas === undefined) throw refused("canvas_not_found", `there is no canvas ${id}`);
    writeCanvas(workspace, canvas, { editor, markdown: `${canvas.markdown}\n${text}` });
    return {};
  }),
};
