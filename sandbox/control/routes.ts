import { Hono } from "hono";
import { z } from "zod";
import { type Json, parseJson } from "#sandbox/json.ts";
import { liveRoutes } from "#sandbox/live/routes.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { World } from "#sandbox/world.ts";
import { type Acts, checked } from "./act.ts";
import { canvasActs } from "./canvas.ts";
import { clickActs } from "./click.ts";
import { commandActs } from "./command.ts";
import { conversationActs } from "./conversation.ts";
import { ownMessageActs } from "./own-messages.ts";
import { presenceActs } from "./presence.ts";
import { readActs } from "./read.ts";
import { refused } from "./refused.ts";
import { runningActs } from "./running.ts";
import { shortcutActs } from "./shortcut.ts";
import { stateObject } from "./state.ts";
import { submitActs } from "./submit.ts";
import { suggestActs } from "./suggest.ts";
import { tellActs } from "./tell.ts";

const acts: Acts = {
  ...canvasActs,
  ...clickActs,
  ...commandActs,
  ...conversationActs,
  ...ownMessageActs,
  ...presenceActs,
  ...readActs,
  ...runningActs,
  ...shortcutActs,
  ...submitActs,
  ...suggestActs,
  ...tellActs,
};

const logAsked = z.object({
  since: z.coerce.number().int().nonnegative().default(0),
  // The newest ones of those.
  limit: z.coerce.number().int().positive().default(5000),
});

/** The controls: never part of Slack, so never under /api. */
export function controlRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/state", (context) => context.json({ ok: true, ...stateObject(world) }));
  routes.get("/log", (context) => {
    const { since, limit } = checked(logAsked, context.req.query());
    return context.json({ ok: true, entries: world.log.since(since).slice(-limit) });
  });
  routes.route("/", liveRoutes(world));
  routes.post("/:act", async (context) => {
    const answer = await perform(world, context.req.param("act"), await context.req.text());
    return context.json({ ok: true, ...answer });
  });
  routes.onError((error, context) => {
    if (error instanceof SlackError) {
      return context.json({ ok: false, error: error.code, ...error.details });
    }
    const { message, stack } = error;
    return context.json({ ok: false, error: "internal_error", message, stack }, 500);
  });
  return routes;
}

async function perform(world: World, name: string, body: string): Promise<Json> {
  const act = acts[name];
  if (act === undefined) {
    throw refused("unknown_act", `there is no ${name}; there are: ${Object.keys(acts).join(", ")}`);
  }
  const given = body === "" ? {} : parseJson(body);
  if (given === undefined) throw refused("invalid_json", "the body is not JSON");
  return act(world, given);
}
