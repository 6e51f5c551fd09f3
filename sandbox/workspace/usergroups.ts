import type { Json } from "#sandbox/json.ts";
import { stableId } from "./ids.ts";
import type { Seed } from "./seed.ts";
import { findUser } from "./users.ts";
import type { Workspace } from "./workspace.ts";

export type Usergroup = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
  readonly updated: number;
};

export function usergroupFromSeed(
  workspace: Workspace,
  entry: Seed["usergroups"][number],
): Usergroup {
  return {
    id: entry.id ?? stableId("S", entry.handle),
    handle: entry.handle,
    name: entry.name ?? entry.handle,
    users: entry.users.map((name) => findUser(workspace, name)?.id ?? name),
    updated: workspace.createdAt,
  };
}

export function usergroupObject(workspace: Workspace, group: Usergroup, withUsers: boolean): Json {
  return {
    id: group.id,
    team_id: workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    handle: group.handle,
    description: "",
    is_external: false,
    auto_provision: false,
    enterprise_subteam_id: "",
    date_create: workspace.createdAt,
    date_update: group.updated,
    date_delete: 0,
    auto_type: null,
    created_by: workspace.app.botUserId,
    updated_by: workspace.app.botUserId,
    deleted_by: null,
    prefs: { channels: [], groups: [] },
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}
