import { Hono } from "hono";
import { type Json, parseJson } from "#sandbox/json.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { World } from "#sandbox/world.ts";
import type { Acts } from "./act.ts";
import { clickActs } from "./click.ts";
import { commandActs } from "./command.ts";
import { conversationActs } from "./conversation.ts";
import { presenceActs } from "./presence.ts";
import { refused } from "./refused.ts";
import { runningActs } from "./running.ts";
import { shortcutActs } from "./shortcut.ts";
import { stateObject } from "./state.ts";
import { submitActs } from "./submit.ts";
import { suggestActs } from "./suggest.ts";

const acts: Acts = {
  ...clickActs,
  ...commandActs,
  ...conversationActs,
  ...presenceActs,
  ...runningActs,
  ...shortcutActs,
  ...submitActs,
  ...suggestActs,
};

/** The controls: never part of Slack, so never under /api. */
export function controlRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get("/state", (context) => context.json({ ok: true, ...stateObject(world) }));
  routes.get("/log", (context) => {
    const entries = world.log.since(Number(context.req.query("since") ?? 0));
    return context.json({ ok: true, entries });
  });
  routes.post("/:act", async (context) => {
    try {
      const answer = await perform(world, context.req.param("act"), await context.req.text());
      return context.json({ ok: true, ...answer });
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return context.json({ ok: false, error: error.code, ...error.details });
    }
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
