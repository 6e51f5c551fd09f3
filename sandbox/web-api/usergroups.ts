import { z } from "zod";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { tsNow } from "#sandbox/workspace/timestamps.ts";
import { type Usergroup, usergroupObject } from "#sandbox/workspace/usergroups.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { flag, idList, filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

export const usergroupMethods: MethodTable = {
  "usergroups.list": method({
    scopes: ["usergroups:read"],
    tier: 2,
    json: false,
    input: z.object({ include_users: flag, include_disabled: flag, include_count: flag }),
    run(workspace, { include_users }) {
      checkPlan(workspace);
      const groups = [...workspace.usergroups.values()];
      return {
        usergroups: groups.map((group) => usergroupObject(workspace, group, include_users)),
      };
    },
  }),
  "usergroups.users.list": method({
    scopes: ["usergroups:read"],
    tier: 2,
    json: false,
    input: z.object({ usergroup: filled, include_disabled: flag }),
    run: (workspace, { usergroup }) => ({ users: groupById(workspace, usergroup).users }),
  }),
  "usergroups.users.update": method({
    scopes: ["usergroups:write"],
    tier: 2,
    json: true,
    input: z.object({ usergroup: filled, users: idList, include_count: flag }),
    missing: { users: "no_users_provided" },
    run: (workspace, { usergroup, users }) =>
      setMembers(workspace, groupById(workspace, usergroup), users),
  }),
};

/** Replaces the whole list; a group cannot be emptied. */
function setMembers(workspace: Workspace, group: Usergroup, users: readonly string[]): Answer {
  if (workspace.usergroupsManagedBy === "admins") throw new SlackError("permission_denied");
  if (users.length === 0) throw new SlackError("no_users_provided");
  const people = users.map((id) => workspace.users.get(id));
  if (people.some((user) => user === undefined || user.isDeleted)) {
    throw new SlackError("invalid_users");
  }
  if (people.some((user) => user?.isStranger)) throw new SlackError("failed_for_some_users");
  const updated = Math.floor(workspace.now() / 1000);
  const changed = { ...group, users: [...new Set(users)], updated };
  workspace.usergroups.set(group.id, changed);
  workspace.emit({
    type: "subteam_members_changed",
    subteam_id: group.id,
    team_id: workspace.team.id,
    date_update: updated,
    added_users: changed.users.filter((id) => !group.users.includes(id)),
    removed_users: group.users.filter((id) => !changed.users.includes(id)),
    event_ts: tsNow(workspace),
  });
  return { usergroup: usergroupObject(workspace, changed, true) };
}

function groupById(workspace: Workspace, id: string): Usergroup {
  checkPlan(workspace);
  const group = workspace.usergroups.get(id);
  if (group === undefined) throw new SlackError("no_such_subteam");
  return group;
}

function checkPlan(workspace: Workspace): void {
  if (workspace.plan === "free") throw new SlackError("plan_upgrade_required");
}
