import type { Configured } from "#config/configured.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Engine, SourceReader } from "#engine/engine.ts";
import { listAlerts, listSilences } from "#intake/alertmanager-api.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import type { ApiAccess } from "#intake/alertmanager/fetch-json.ts";
import type { HookSource } from "#intake/hook-routes.ts";

type Secret = (name: string) => string | null;

const LIST_TIMEOUT_MS = 10_000;
/** Somebody waits for the brief that tells of them. */
const SILENCES_TIMEOUT_MS = 2000;

/** How each type of source is read and asked; secrets are looked up when they are needed. */
export function createReaders(secret: Secret): Engine["readers"] {
  const alertmanager: SourceReader = {
    read: parseAlertmanager,
    list: async (source) => {
      return await listAlerts(accessTo(source, secret), { timeoutMs: LIST_TIMEOUT_MS });
    },
    silences: async (source) => {
      return await listSilences(accessTo(source, secret), { timeoutMs: SILENCES_TIMEOUT_MS });
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

function accessTo({ id, api }: Source, secret: Secret): ApiAccess {
  if (api === undefined) throw new Error(`${id} has no API address.`);
  const { url, basic, bearer } = api;
  return {
    url,
    ...(basic && { basic: { username: basic.username, password: need(secret, basic.password) } }),
    ...(bearer !== undefined && { bearer: need(secret, bearer) }),
  };
}

function need(secret: Secret, name: string): string {
  const value = secret(name);
  if (value === null) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
