import { z } from "zod";
import type { Json } from "#sandbox/json.ts";
import { isInDnd, type User } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { idList } from "./fields.ts";
import { method, type MethodTable } from "./method.ts";
import { userById } from "./users.ts";

export const dndMethods: MethodTable = {
  "dnd.info": method({
    scopes: ["dnd:read"],
    tier: 3,
    json: false,
    input: z.object({ user: z.string().optional() }),
    run: (workspace, { user = workspace.app.botUserId }) =>
      dndObject(workspace, userById(workspace, user)),
  }),
  "dnd.teamInfo": method({
    scopes: ["dnd:read"],
    tier: 2,
    json: false,
    input: z.object({ users: idList.pipe(z.array(z.string()).min(1).max(50)) }),
    missing: { users: "no_users_provided" },
    run(workspace, { users }) {
      const known = users.flatMap((id) => workspace.users.get(id) ?? []);
      const entries = known.map((user) => [user.id, dndObject(workspace, user)] as const);
      return { users: Object.fromEntries(entries) };
    },
  }),
};

/** While it lasts, the "next" period is the present one. */
function dndObject(workspace: Workspace, user: User): Json {
  if (!isInDnd(workspace, user)) {
    return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  }
  const start = Math.floor(workspace.now() / 1000) - 60;
  return { dnd_enabled: true, next_dnd_start_ts: start, next_dnd_end_ts: user.dndUntil };
}
