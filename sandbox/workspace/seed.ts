import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const user = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  real_name: z.string().optional(),
  email: z.string().optional(),
  tz: z.string().default("Europe/London"),
  is_admin: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  deleted: z.boolean().default(false),
  // The name of another workspace: a person met through Slack Connect.
  team: z.string().optional(),
});

const channel = z.strictObject({
  id: z.string().optional(),
  name: z.string(),
  is_private: z.boolean().default(false),
  // Names or ids; left out: everybody of this workspace who is not a guest.
  members: z.array(z.string()).optional(),
  bot: z.boolean().default(false),
  archived: z.boolean().default(false),
  topic: z.string().default(""),
  purpose: z.string().default(""),
});

const usergroup = z.strictObject({
  id: z.string().optional(),
  handle: z.string(),
  name: z.string().optional(),
  users: z.array(z.string()).default([]),
});

const seed = z.strictObject({
  team: z.string().default("Sandbox"),
  domain: z.string().default("sandbox"),
  plan: z.enum(["free", "paid"]).default("paid"),
  // With "admins", a bot token cannot change user groups: permission_denied.
  usergroups_managed_by: z.enum(["everyone", "admins"]).default("everyone"),
  users: z.array(user).default([]),
  channels: z.array(channel).default([]),
  usergroups: z.array(usergroup).default([]),
});

export type Seed = z.output<typeof seed>;
export type SeedInput = z.input<typeof seed>;

export function readSeed(path: string): Seed {
  return parseSeed(parse(readFileSync(path, "utf8")), path);
}

export function parseSeed(content: unknown, origin: string): Seed {
  const parsed = seed.safeParse(content);
  if (!parsed.success) throw new Error(`${origin}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
