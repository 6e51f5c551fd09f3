import type { AlertListing } from "#domain/alert/alert.ts";
import type { Silence } from "#domain/alert/silence.ts";
import { Configuration } from "#domain/configuration/configuration.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { WayForm } from "#domain/way.ts";
import type { BudgetReader } from "#engine/budget/budget-reader.ts";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine, Silencing } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { createRotaBook } from "#engine/rota-book.ts";
import { parseAlertmanager } from "#intake/alertmanager.ts";
import type { Database } from "#store/database/database.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { storeDelivery } from "./store-delivery.ts";

/** Two people, one team, one service and an Alertmanager; what a test needs differently it gives. */
export function configuration(more: object = {}): Configuration {
  return Configuration.parse({
    people: {
      ann: { name: "Ann", slack: "U00000ANN" },
      bob: { name: "Bob", slack: "U00000BOB" },
      eve: { name: "Eve", slack: "U00000EVE", admin: true },
    },
    teams: { checkout: { name: "Checkout", channel: "#team-checkout", members: ["ann", "bob"] } },
    services: { checkout: { name: "Checkout", team: "checkout", policy: "checkout" } },
    policies: {
      checkout: {
        levels: [{ notify: [{ person: "ann" }] }, { notify: [{ person: "bob" }] }],
        repeat: { times: 0 },
      },
    },
    routes: { service: "checkout" },
    sources: { prod: { type: "alertmanager" } },
    ...more,
  });
}

export type EngineOptions = {
  readonly configuration?: Configuration;
  /** What the source's API answers. */
  readonly list?: () => Promise<AlertListing>;
  /** What holds at the source, and until when. */
  readonly silences?: () => Promise<readonly Silence[]>;
  /** How alerts are kept quiet there. */
  readonly silencing?: Silencing;
  readonly ways?: readonly WayForm[];
  readonly budgets?: BudgetReader;
  /** Those of the reader, when left out. */
  readonly objectives?: readonly Objective[];
};

export function createEngine(database: Database, options: EngineOptions = {}): Engine {
  const settings = options.configuration ?? configuration();
  const logger = createLogger({ level: "silent" });
  const metrics = createMetrics();
  return {
    database,
    configuration: () => settings,
    runbooks: () => [],
    templates: () => [],
    rotas: createRotaBook(),
    ways: () => options.ways ?? [],
    readers: {
      alertmanager: {
        read: parseAlertmanager,
        list: options.list ?? noApi,
        silences: options.silences ?? noApi,
        silencing: options.silencing ?? {
          list: noApi,
          matching: noApi,
          save: noApi,
          expire: noApi,
        },
      },
    },
    objectives: () => options.objectives ?? options.budgets?.objectives() ?? [],
    budgets: () => options.budgets ?? null,
    webLink: () => null,
    impairments: createImpairments({ logger, metrics }),
    logger,
    metrics,
  };
}

function noApi(): Promise<never> {
  return Promise.reject(new Error("there is no API here"));
}

/** Takes in a delivery and works it off. */
export async function deliver(engine: Engine, source: string, body: Uint8Array): Promise<void> {
  await storeDelivery(engine.database, { source, body });
  await processDeliveries(engine);
}
