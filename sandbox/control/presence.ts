import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { tsNow } from "#sandbox/workspace/timestamps.ts";
import { changeUser } from "#sandbox/workspace/users.ts";
import { viewObject } from "#sandbox/workspace/views.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { actor, appConversation } from "./people.ts";

const HOUR = 3600;

const presenceInput = z.object({
  user: z.string(),
  presence: z.enum(["active", "away"]).optional(),
  dnd: z.boolean().optional(),
});

const homeInput = z.object({ user: z.string(), tab: z.enum(["home", "messages"]).default("home") });

export const presenceActs: Acts = {
  presence: act(presenceInput, setPresence),
  home: act(homeInput, openHome),
};

/** Do Not Disturb lasts an hour unless it is taken back. */
function setPresence(world: World, given: z.output<typeof presenceInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const until = Math.floor(workspace.now() / 1000) + HOUR;
  const changed = changeUser(workspace, user, {
    ...(given.presence === undefined ? {} : { presence: given.presence }),
    ...(given.dnd === undefined ? {} : { dndUntil: given.dnd ? until : null }),
  });
  return { presence: changed.presence, dnd: changed.dndUntil !== null };
}

/** Somebody opens the app's Home tab; what the app publishes for it shows up in the state. */
function openHome(world: World, given: z.output<typeof homeInput>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const home = workspace.homes.get(user.id);
  const view = home === undefined ? {} : { view: viewObject(workspace, home) };
  workspace.emit({
    type: "app_home_opened",
    user: user.id,
    channel: appConversation(workspace, user).id,
    tab: given.tab,
    ...(given.tab === "home" ? view : {}),
    event_ts: tsNow(workspace),
  });
  return view;
}
