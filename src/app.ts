import { DateTime } from "luxon";
import { type Configured, openConfiguration } from "#config/configured.ts";
import type { Environment } from "#config/environment.ts";
import { formatFinding } from "#config/print-findings.ts";
import { announceOpen } from "#engine/announce-open.ts";
import type { Engine } from "#engine/engine.ts";
import { startUpkeep } from "#engine/upkeep.ts";
import { startWatching } from "#engine/watch-source.ts";
import { startDeliveryLoop } from "#engine/work-off-deliveries.ts";
import { DatabaseRefused } from "#store/database-refused.ts";
import { type Database, openDatabase } from "#store/database.ts";
import { migrate } from "#store/migrate.ts";
import { restartWatch } from "#store/sources.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";
import { createMetrics, type Metrics } from "#telemetry/metrics.ts";
import { createReaders } from "./connections.ts";
import { openDoors } from "./doors.ts";
import { Refusal } from "./refusal.ts";
import { startSlackSide } from "./slack-side.ts";
import { startTimerWorker } from "./workers.ts";

export type App = {
  /** The port that is listened on. */
  readonly port: number;
  readonly configured: Configured;
  readonly stop: () => Promise<void>;
};

/** What a test or the demo brings along instead of having it opened. */
export type Given = { readonly database?: Database; readonly logger?: Logger };

/** Starts everything in an order in which nothing is taken in that could not be worked off. Throws Refusal. */
export async function startApp(environment: Environment, given: Given = {}): Promise<App> {
  const logger = given.logger ?? createLogger({ level: environment.logLevel });
  const metrics = createMetrics();
  const follower = { follow: async (): Promise<void> => undefined };
  const configured = await configure(environment, { logger, metrics, follower });
  const database = given.database ?? (await open(environment, logger));
  const { runbooks, current: configuration } = configured;
  const readers = createReaders(environment.secret);
  const engine = { database, configuration, runbooks, readers, logger, metrics };
  await restartWatch(database);
  follower.follow = () => lookAround(engine);
  await lookAround(engine);
  const deliveries = startDeliveryLoop(engine);
  const parts = [startTimerWorker(engine), deliveries, startUpkeep(engine)];
  const slack = startSlackSide(engine, environment.slack, configured);
  const doors = await openDoors(engine, environment, { configured, deliveries, slack });
  logger.info(
    { port: doors.port, database: database.kind, slack: environment.slack.mode },
    "ready",
  );
  return {
    port: doors.port,
    configured,
    stop: async () => {
      await doors.stop();
      await slack.stop();
      await Promise.all(parts.map((part) => part.stop()));
      await configured.close();
      if (given.database === undefined) await database.close();
      logger.info("stopped");
    },
  };
}

type Follower = { follow: () => Promise<void> };

async function configure(
  { configPath: path }: Environment,
  { logger: log, metrics, follower }: { logger: Logger; metrics: Metrics; follower: Follower },
): Promise<Configured> {
  const opened = await openConfiguration({
    path,
    log,
    now: () => DateTime.utc(),
    onReload: (applied) => {
      metrics.configurationReloads.inc({ result: applied ? "applied" : "refused" });
      if (!applied) return;
      follower.follow().catch((error: unknown) => log.error({ err: error }, "reload not followed"));
    },
  });
  if (opened.ok) return opened.configured;
  throw new Refusal(opened.findings.map((finding) => formatFinding({ file: path, ...finding })));
}

async function open({ databaseUrl, dataDir }: Environment, logger: Logger): Promise<Database> {
  try {
    const database = await openDatabase({ url: databaseUrl ?? undefined, dataDir, logger });
    await migrate(database, { logger });
    return database;
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    throw new Refusal([error.message], { cause: error });
  }
}

/** Whatever may have changed while nobody looked: sources to watch, and what stands in Slack. */
async function lookAround(engine: Engine): Promise<void> {
  await startWatching(engine);
  await announceOpen(engine);
}
