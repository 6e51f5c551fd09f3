import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const slashCommand = z.object({
  command: z.string().startsWith("/"),
  description: z.string(),
  usage_hint: z.string().optional(),
  should_escape: z.boolean().default(false),
});

const shortcut = z.object({
  name: z.string(),
  type: z.enum(["global", "message"]),
  callback_id: z.string(),
});

const file = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z
      .object({
        home_tab_enabled: z.boolean().default(false),
        messages_tab_enabled: z.boolean().default(false),
      })
      .default({ home_tab_enabled: false, messages_tab_enabled: false }),
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z.array(slashCommand).default([]),
    shortcuts: z.array(shortcut).default([]),
  }),
  oauth_config: z.object({
    scopes: z.object({
      bot: z.array(z.string()).default([]),
      bot_optional: z.array(z.string()).default([]),
    }),
  }),
  settings: z.object({
    event_subscriptions: z
      .object({ bot_events: z.array(z.string()).default([]) })
      .default({ bot_events: [] }),
  }),
});

/** What the sandbox needs to know of a Slack app manifest (v2). */
export type Manifest = {
  readonly appName: string;
  readonly botName: string;
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  readonly commands: readonly z.output<typeof slashCommand>[];
  readonly shortcuts: readonly z.output<typeof shortcut>[];
  readonly scopes: readonly string[];
  readonly events: readonly string[];
};

export function readManifest(path: string): Manifest {
  const parsed = file.safeParse(parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  const { display_information, features, oauth_config, settings } = parsed.data;
  return {
    appName: display_information.name,
    botName: features.bot_user.display_name,
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
    scopes: [...new Set([...oauth_config.scopes.bot, ...oauth_config.scopes.bot_optional])],
    events: settings.event_subscriptions.bot_events,
  };
}
