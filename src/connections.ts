import type { Configured } from "#config/configured.ts";
import type { Source } from "#domain/alert/source.ts";
import type { Engine, SourceReader } from "#engine/engine.ts";
import { listAlerts } from "#intake/alertmanager-api.ts";
import * as silencesApi from "#intake/alertmanager-silences.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import type { ApiAccess } from "#intake/alertmanager/fetch-json.ts";
import type { HookSource } from "#intake/hook-routes.ts";

type Secret = (name: string) => string | null;

const LIST_TIMEOUT_MS = 10_000;
/** Somebody waits for what is made of the answer. */
const WAITED_FOR_TIMEOUT_MS = 2000;

/** How each type of source is read and asked; secrets are looked up when they are needed. */
export function createReaders(secret: Secret): Engine["readers"] {
  const alertmanager: SourceReader = {
    read: parseAlertmanager,
    list: async (source) => {
      return await listAlerts(accessTo(source, secret), { timeoutMs: LIST_TIMEOUT_MS });
    },
    silences: async (source) => {
      const quickly = { timeoutMs: WAITED_FOR_TIMEOUT_MS };
      return await silencesApi.listSilences(accessTo(source, secret), quickly);
    },
    silencing: createSilencing(secret),
  };
  return { alertmanager };
}

function createSilencing(secret: Secret): SourceReader["silencing"] {
  const patiently = { timeoutMs: LIST_TIMEOUT_MS };
  return {
    list: async (source) => await silencesApi.listAllSilences(accessTo(source, secret), patiently),
    matching: async (source, matchers) => {
      const quickly = { timeoutMs: WAITED_FOR_TIMEOUT_MS };
      return await silencesApi.listMatching(accessTo(source, secret), matchers, quickly);
    },
    save: async (source, silence) => {
      return await silencesApi.saveSilence(accessTo(source, secret), silence, patiently);
    },
    expire: async (source, id) => {
      await silencesApi.expireSilence(accessTo(source, secret), id, patiently);
    },
  };
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

/** The value of a secret that somebody configured. */
export function need(secret: Secret, name: string): string {
  const value = secret(name);
  if (value === null) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}
