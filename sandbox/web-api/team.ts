import { z } from "zod";
import { method, type MethodTable } from "./method.ts";

export const teamMethods: MethodTable = {
  "team.info": method({
    scopes: ["team:read"],
    tier: 3,
    json: true,
    input: z.object({}),
    run(workspace) {
      const { id, name, domain } = workspace.team;
      const url = `${workspace.url}/`;
      return { team: { id, name, domain, url, email_domain: "", icon: { image_default: true } } };
    },
  }),
  "emoji.list": method({
    scopes: ["emoji:read"],
    tier: 2,
    json: false,
    input: z.object({}),
    run: (workspace) => ({ emoji: {}, cache_ts: String(workspace.createdAt) }),
  }),
};
