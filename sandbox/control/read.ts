import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { markRead, putMark } from "#sandbox/workspace/reads.ts";
import type { World } from "#sandbox/world.ts";
import { act, type Acts } from "./act.ts";
import { actor, placeFor } from "./people.ts";

const input = z.object({
  user: z.string(),
  channel: z.string(),
  // The last message read; 0 for none at all.
  ts: z.string().regex(/^\d+(\.\d+)?$/),
  back: z.boolean().default(false),
});

export const readActs: Acts = { read: act(input, read) };

/** How far somebody has read; it goes back only for who says so, to have it unread again. */
function read(world: World, { back, ts, ...given }: z.output<typeof input>): Json {
  const workspace = world.workspace();
  const user = actor(workspace, given.user);
  const channel = placeFor(workspace, user, given.channel);
  const mark = back ? putMark : markRead;
  return mark(workspace, { user: user.id, channel: channel.id, ts });
}
