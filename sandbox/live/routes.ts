import { Hono } from "hono";
import { z } from "zod";
import { checked } from "#sandbox/control/act.ts";
import { refused } from "#sandbox/control/refused.ts";
import { messageState } from "#sandbox/control/state.ts";
import { channelNamed } from "#sandbox/workspace/channels.ts";
import { type Message, messagesOf } from "#sandbox/workspace/messages.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import type { World } from "#sandbox/world.ts";
import { answerFile } from "./browser-files.ts";
import { PAGE } from "./changes.ts";
import { type Page, pageAround, pageBefore, threadIn } from "./pages.ts";
import { changeStream } from "./stream.ts";

const asked = z.object({
  channel: z.string(),
  before: z.string().optional(),
  around: z.string().optional(),
  thread: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(PAGE),
});

/** What the page reads: everything that happens, and what was said before it came. */
export function liveRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/changes", () => {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store" };
    return new Response(changeStream(world), { headers });
  });
  routes.get("/messages", (context) => {
    const given = checked(asked, context.req.query());
    const { messages, more } = pageOf(messagesIn(world.workspace(), given.channel), given);
    return context.json({ ok: true, messages: messages.map(messageState), more });
  });
  routes.get("/files/:id", (context) =>
    answerFile(context, world.workspace(), context.req.param("id")),
  );
  return routes;
}

function pageOf(
  messages: readonly Message[],
  { thread, around, ...range }: z.output<typeof asked>,
): Page {
  if (thread !== undefined) return threadIn(messages, thread);
  if (around !== undefined) return pageAround(messages, around, range);
  return pageBefore(messages, range);
}

function messagesIn(workspace: Workspace, idOrName: string): readonly Message[] {
  const named = channelNamed(workspace, idOrName.replace(/^#/, ""));
  const channel = workspace.channels.get(idOrName) ?? named;
  if (channel === undefined) {
    throw refused("channel_not_found", `there is no channel "${idOrName}"`);
  }
  return messagesOf(workspace, channel.id);
}
