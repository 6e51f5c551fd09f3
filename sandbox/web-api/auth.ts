import { z } from "zod";
import { method, type MethodTable } from "./method.ts";

/** The way in for Socket Mode; a call answers the address of one connection. */
export function connectionMethods(openConnection: () => string): MethodTable {
  return {
    "apps.connections.open": method({
      token: "app",
      scopes: [],
      tier: 3,
      json: true,
      input: z.object({}),
      run: () => ({ url: openConnection() }),
    }),
  };
}

export const authMethods: MethodTable = {
  "auth.test": method({
    scopes: [],
    tier: "many",
    json: true,
    input: z.object({}),
    run: (workspace) => ({
      url: `${workspace.url}/`,
      team: workspace.team.name,
      user: workspace.app.manifest.botName,
      team_id: workspace.team.id,
      user_id: workspace.app.botUserId,
      bot_id: workspace.app.botId,
      is_enterprise_install: false,
    }),
  }),
};
