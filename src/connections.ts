import type { Configured } from "#config/configured.ts";
import type { Source } from "#domain/source.ts";
import type { Engine, SourceReader } from "#engine/engine.ts";
import { listAlerts } from "#intake/alertmanager-api.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import type { HookSource } from "#intake/hook-routes.ts";

type Secret = (name: string) => string | null;

const LIST_TIMEOUT_MS = 10_000;

/** How each type of source is read and asked; secrets are looked up when they are needed. */
export function createReaders(secret: Secret): Engine["readers"] {
  const alertmanager: SourceReader = {
    read: parseAlertmanager,
    list: async ({ id, api }) => {
      if (api === undefined) throw new Error(`${id} has no API address.`);
      const { url, basic, bearer } = api;
      const access = {
        url,
        ...(basic && {
          basic: { username: basic.username, password: need(secret, basic.password) },
        }),
        ...(bearer !== undefined && { bearer: need(secret, bearer) }),
      };
      return await listAlerts(access, { timeoutMs: LIST_TIMEOUT_MS });
    },
  };
  return { alertmanager };
}

/** The configured sources with the values of their secrets; without any secret nobody gets in. */
export function hookSources(configured: Configured, secret: Secret): readonly HookSource[] {
  return [...configured.current().sources.values()].map((source: Source) => ({
    id: source.id,
    type: source.type,
    username: source.username,
    tokens: source.tokens.flatMap((name) => secret(name) ?? []),
  }));
}

function need(secret: Secret, name: string): string {
  const value = secret(name);
  if (value === null) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
