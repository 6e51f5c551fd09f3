import type { Loaded } from "#config/load.ts";
import type { Engine } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createRotaBook } from "#engine/rota-book.ts";
import type { Database } from "#store/database/database.ts";
import type { Logger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";

/** What reads an incident without a server beside it: nobody is asked and nobody is told. */
export function readingEngine(
  { configuration, runbooks, templates, objectives }: Loaded & { readonly ok: true },
  database: Database,
  logger: Logger,
): Engine {
  const metrics = createMetrics();
  const silence = { list: nobody, matching: nobody, save: nobody, expire: nobody };
  return {
    database,
    configuration: () => configuration,
    runbooks: () => runbooks.runbooks,
    templates: () => templates.templates,
    objectives: () => objectives.objectives,
    budgets: () => null,
    webLink: () => null,
    rotas: createRotaBook(),
    ways: () => [],
    readers: {
      alertmanager: { read: unread, list: nobody, silences: nobody, silencing: silence },
    },
    impairments: createImpairments({ logger, metrics }),
    logger,
    metrics,
  };
}

function unread(): { readonly kind: "unreadable"; readonly reason: string } {
  return { kind: "unreadable", reason: "nothing is received here" };
}

function nobody(): Promise<never> {
  return Promise.reject(new Error("nobody is asked from here"));
}
