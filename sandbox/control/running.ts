import { z } from "zod";
import { isJson, type Json } from "#sandbox/json.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { VERIFICATION_TOKEN } from "./payload.ts";

const faultInput = z.object({
  kind: z.enum(["429", "500", "error", "hang", "drop", "duplicate", "late", "disconnect"]),
  method: z.string().optional(),
  count: z.number().int().positive().default(1),
  // Seconds.
  retry_after: z.number().int().positive().default(1),
  // The code that "error" answers with.
  error: z.string().default("internal_error"),
  // Milliseconds; how late "late" is.
  delay: z.number().int().nonnegative().default(10_000),
  // Why Slack says it disconnects.
  reason: z.enum(["warning", "refresh_requested", "link_disabled"]).default("refresh_requested"),
});

const eventInput = z.object({ event: z.custom<Json & { readonly type: string }>(hasType) });

/** For whoever runs the sandbox rather than for people in the workspace. */
export const runningActs: Acts = {
  reset: act(z.unknown(), (world) => {
    world.reset();
    return {};
  }),
  faults: act(faultInput, addFault),
  heal: act(z.unknown(), (world) => {
    world.faults.clear();
    return {};
  }),
  event: act(eventInput, sendEvent),
};

function addFault(world: World, given: z.output<typeof faultInput>): Json {
  const { kind, method, count, delay, error, reason } = given;
  if (kind === "disconnect") {
    return { disconnected: world.socket.disconnect(count, reason) };
  }
  world.faults.add({ kind, method, count, delay, error, retryAfter: given.retry_after });
  return { pending: world.faults.pending() };
}

/** An event that nobody in the workspace can cause here: app_uninstalled, tokens_revoked, app_rate_limited. */
function sendEvent(world: World, { event }: z.output<typeof eventInput>): Json {
  const workspace = world.workspace();
  if (event.type !== "app_rate_limited") {
    workspace.emit(event);
    return {};
  }
  // The only one without an inner event.
  const payload = {
    ...event,
    token: VERIFICATION_TOKEN,
    team_id: workspace.team.id,
    minute_rate_limited: Math.floor(workspace.now() / 60_000) * 60,
    api_app_id: workspace.app.id,
  };
  world.link.deliverEvent({ type: "events_api", payload });
  return {};
}

function hasType(value: unknown): boolean {
  return isJson(value) && typeof value["type"] === "string";
}
