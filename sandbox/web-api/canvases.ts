import { z } from "zod";
import { asRecords, asText, type Json } from "#sandbox/json.ts";
import { addCanvas, type Canvas, canvasOf, writeCanvas } from "#sandbox/workspace/canvases.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { joinedChannel } from "./channel-lookup.ts";
import { record, filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

const LARGEST = 1024 * 1024;

const content = { title: z.string().default(""), document_content: record.optional() };
const createInput = z.object({ ...content, channel_id: z.string().optional() });
const tabInput = z.object({ ...content, channel_id: filled });

export const canvasMethods: MethodTable = {
  "canvases.create": method({
    scopes: ["canvases:write"],
    tier: 2,
    json: true,
    input: createInput,
    run: create,
  }),
  "conversations.canvases.create": method({
    scopes: ["canvases:write"],
    tier: 2,
    json: true,
    input: tabInput,
    run: createTab,
  }),
  "canvases.edit": method({
    scopes: ["canvases:write"],
    tier: 3,
    json: true,
    input: z.object({ canvas_id: filled, changes: z.unknown() }),
    run(workspace, { canvas_id, changes }) {
      const canvas = workspace.canvases.get(canvas_id);
      if (canvas === undefined) throw new SlackError("canvas_not_found");
      return edit(workspace, canvas, asRecords(changes));
    },
  }),
};

function create(workspace: Workspace, input: z.output<typeof createInput>): Answer {
  const { title, channel_id } = input;
  if (workspace.plan === "free" && channel_id === undefined) {
    throw new SlackError("free_teams_cannot_create_standalone_canvases");
  }
  const channelId = channel_id === undefined ? null : joinedChannel(workspace, channel_id).id;
  const markdown = markdownOf(input.document_content, "canvas_creation_failed");
  return { canvas_id: addCanvas(workspace, { title, channelId, markdown }).id };
}

function createTab(workspace: Workspace, input: z.output<typeof tabInput>): Answer {
  const channel = joinedChannel(workspace, input.channel_id);
  if (canvasOf(workspace, channel.id) !== undefined)
    throw new SlackError("channel_canvas_already_exists");
  const markdown = markdownOf(input.document_content, "canvas_creation_failed");
  return {
    canvas_id: addCanvas(workspace, { title: input.title, channelId: channel.id, markdown }).id,
  };
}

function edit(workspace: Workspace, canvas: Canvas, changes: readonly Json[]): Answer {
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    throw new SlackError("canvas_editing_failed", { detail: "one change per call" });
  }
  const added = markdownOf(change["document_content"], "canvas_editing_failed");
  const markdown = edited(canvas.markdown, asText(change["operation"]) ?? "", added);
  if (markdown.length > LARGEST) throw new SlackError("canvas_too_large");
  writeCanvas(workspace, canvas, { editor: workspace.app.botUserId, markdown });
  return {};
}

function edited(before: string, operation: string, added: string): string {
  switch (operation) {
    case "insert_at_start":
      return `${added}\n${before}`;
    case "insert_at_end":
    case "insert_after":
    case "insert_before":
      return `${before}\n${added}`;
    case "replace":
      return added;
    case "delete":
    case "rename":
      return before;
    default:
      throw new SlackError("canvas_editing_failed", { detail: `unknown operation ${operation}` });
  }
}

function markdownOf(documentContent: unknown, failure: string): string {
  const [document] = asRecords([documentContent]);
  if (document === undefined) return "";
  const markdown = document["markdown"];
  if (document["type"] !== "markdown" || typeof markdown !== "string") {
    throw new SlackError(failure, { detail: "document_content must be markdown" });
  }
  if (markdown.length > LARGEST) throw new SlackError("canvas_too_large");
  return markdown;
}
