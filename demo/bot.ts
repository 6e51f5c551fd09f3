import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pino } from "pino";
import { openMigrated, startApp } from "#app/app.ts";
import { Refusal } from "#app/refusal.ts";
import { type Environment, readEnvironment } from "#config/environment.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Database } from "#store/database/database.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";
import { installPushedClock } from "./clock/pushed-clock.ts";
import { configurationFor } from "./configuration.ts";
import { giveMiaMail } from "./contact.ts";

export type Bot = {
  readonly url: string;
  /** Reads muster.yaml again and looks around: also what changed in the database is followed at once. */
  readonly reload: () => Promise<unknown>;
  /** Reads error budgets, and what incidents use of them, at once. */
  readonly lookAtBudgets: () => Promise<void>;
  /** Its database, whose clock can be pushed. */
  readonly database: Database;
  readonly logFile: string;
  readonly stop: () => Promise<void>;
};

/** What is there before it, and what its configuration must know of that. */
type Surroundings = {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly database: Database | undefined;
  readonly mailPort: number;
  readonly prometheusUrl: string;
  readonly startedAt: number;
};

type Given = Readonly<Record<string, string | undefined>>;

/** Starts Muster with nothing of the caller's but port, log level and token: no real Slack, no real database. */
export async function startBot(
  { sandbox, folder, database: brought, ...moment }: Surroundings,
  given: Given,
): Promise<Bot> {
  await using started = new AsyncDisposableStack();
  const config = path.join(folder, "muster.yaml");
  const text = await readFile(path.join(import.meta.dirname, "muster.yaml"), "utf8");
  await writeFile(config, configurationFor(text, moment));
  const environment = environmentFor(sandbox, folder, { ...given, MUSTER_CONFIG: config });
  const logFile = path.join(folder, "muster.log");
  const destination = pino.destination({ dest: logFile, sync: true });
  const logger = createLogger({ level: environment.logLevel, destination });
  const database = brought ?? (await openEmbedded(environment, logger));
  started.defer(database.close);
  await giveMiaMail(database);
  const app = await startApp(environment, { database, logger });
  started.defer(app.stop);
  const url = `http://127.0.0.1:${app.port}`;
  // Links to runbooks need the address, which is known only now.
  await writeFile(config, configurationFor(text, { ...moment, publicUrl: url }));
  const { reload } = app.configured;
  await reload();
  const all = started.move();
  const { lookAtBudgets } = app;
  return { url, database, logFile, reload, lookAtBudgets, stop: () => all.disposeAsync() };
}

async function openEmbedded(environment: Environment, logger: Logger): Promise<Database> {
  const database = await openMigrated(environment, logger);
  await installPushedClock(database);
  return database;
}

function environmentFor(
  { apiUrl, botToken, appToken }: Sandbox,
  folder: string,
  given: Given,
): Environment {
  const environment = readEnvironment({
    SLACK_API_URL: apiUrl,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    MUSTER_CONFIG: given["MUSTER_CONFIG"],
    MUSTER_DATA_DIR: path.join(folder, "data"),
    MUSTER_WEBHOOK_TOKEN: given["MUSTER_WEBHOOK_TOKEN"],
    PORT: given["PORT"],
    LOG_LEVEL: given["LOG_LEVEL"],
  });
  if (environment.ok) return environment.value;
  throw new Refusal(environment.problems.map(({ message, fix }) => `${message}: ${fix}.`));
}
