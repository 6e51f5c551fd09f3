import { z } from "zod";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import { changeUser, profileObject, type User, userObject } from "#sandbox/workspace/users.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { flag, pagingFields, filled } from "./fields.ts";
import { method, type MethodTable } from "./method.ts";
import { pageOf } from "./paging.ts";

const one = z.object({ user: filled, include_locale: flag });
const missing = { user: "user_not_found" };

export const userMethods: MethodTable = {
  "users.info": method({
    scopes: ["users:read"],
    tier: 4,
    json: false,
    input: one,
    missing,
    run(workspace, { user: id, include_locale }) {
      const user = userById(workspace, id);
      const locale = include_locale ? { locale: "en-GB" } : {};
      return { user: { ...userObject(workspace, user, seesEmail(workspace)), ...locale } };
    },
  }),
  "users.list": method({
    scopes: ["users:read"],
    tier: 2,
    json: false,
    input: z.object(pagingFields),
    run(workspace, paging) {
      const all = [...workspace.users.values()].filter((user) => !user.isStranger);
      const page = pageOf(all, { ...paging, keyOf: (user) => user.id });
      const withEmail = seesEmail(workspace);
      return {
        members: page.items.map((user) => userObject(workspace, user, withEmail)),
        cache_ts: Math.floor(workspace.now() / 1000),
        response_metadata: { next_cursor: page.next },
      };
    },
  }),
  "users.lookupByEmail": method({
    scopes: ["users:read.email"],
    tier: 3,
    json: false,
    input: z.object({ email: filled }),
    missing: { email: "users_not_found" },
    run(workspace, { email }) {
      const user = [...workspace.users.values()].find(
        (candidate) =>
          candidate.email?.toLowerCase() === email.toLowerCase() &&
          !candidate.isDeleted &&
          !candidate.isStranger,
      );
      if (user === undefined) throw new SlackError("users_not_found");
      return { user: userObject(workspace, user, true) };
    },
  }),
  "users.profile.get": method({
    scopes: ["users.profile:read"],
    tier: 4,
    json: false,
    input: z.object({ user: z.string().optional() }),
    run(workspace, { user = workspace.app.botUserId }) {
      const profile = profileObject(workspace, userById(workspace, user), seesEmail(workspace));
      return { profile: { ...profile, fields: {} } };
    },
  }),
  "users.getPresence": method({
    scopes: ["users:read"],
    tier: 3,
    json: false,
    input: z.object({ user: z.string().optional() }),
    run(workspace, { user = workspace.app.botUserId }) {
      const { id, presence } = userById(workspace, user);
      if (id !== workspace.app.botUserId) return { presence };
      const isOnline = presence === "active";
      return { presence, online: isOnline, auto_away: false, manual_away: !isOnline };
    },
  }),
  "users.setPresence": method({
    scopes: ["users:write"],
    tier: 2,
    json: true,
    input: z.object({ presence: z.string() }),
    run(workspace, { presence }) {
      if (presence !== "auto" && presence !== "away") throw new SlackError("invalid_presence");
      const bot = userById(workspace, workspace.app.botUserId);
      changeUser(workspace, bot, { presence: presence === "auto" ? "active" : "away" });
      return {};
    },
  }),
  "bots.info": method({
    scopes: ["users:read"],
    tier: 3,
    json: false,
    input: z.object({ bot: z.string().optional() }),
    run(workspace, { bot = workspace.app.botId }) {
      const { id, botId, botUserId, manifest } = workspace.app;
      if (bot !== botId) throw new SlackError("bot_not_found");
      const icons = { image_36: `${workspace.url}/avatars/${botUserId}.svg` };
      const identity = { id: botId, app_id: id, user_id: botUserId, name: manifest.appName };
      return { bot: { ...identity, deleted: false, updated: workspace.createdAt, icons } };
    },
  }),
};

export function userById(workspace: Workspace, id: string): User {
  const user = workspace.users.get(id);
  if (user === undefined) throw new SlackError("user_not_found");
  return user;
}

function seesEmail(workspace: Workspace): boolean {
  return workspace.app.scopes.has("users:read.email");
}
