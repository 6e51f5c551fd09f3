import { DateTime } from "luxon";
import { type Configured, openConfiguration } from "#config/configured.ts";
import type { Environment } from "#config/environment.ts";
import { formatFinding } from "#config/print-findings.ts";
import type { Trouble } from "#domain/impairment.ts";
import { startWatching } from "#engine/delivery/watch-source.ts";
import { type DeliveryLoop, startDeliveryLoop } from "#engine/delivery/work-off-deliveries.ts";
import { cancelVoidChanges } from "#engine/duty/change-schedule.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import { showAllDuty } from "#engine/duty/show-duty.ts";
import type { Engine } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { announceOpen } from "#engine/incident/announce-open.ts";
import { followReports } from "#engine/learning/follow-reports.ts";
import { rollOutSchedules } from "#engine/on-call.ts";
import { createRotaBook } from "#engine/rota-book.ts";
import { lookAtBudgets, startUpkeep } from "#engine/timer/upkeep.ts";
import { createWebLink } from "#engine/web-link.ts";
import { noteConfiguration } from "#store/alert/configuration-versions.ts";
import { restartWatch } from "#store/alert/listening.ts";
import { DatabaseRefused } from "#store/database/database-refused.ts";
import { type Database, openDatabase } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { copyMigratedSeed } from "#store/database/migrated-seed.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import type { WaySetting } from "#ways/way.ts";
import { usableWays } from "#ways/ways.ts";
import { createBudgetReader } from "./budgets.ts";
import { checkDrawing } from "./check-drawing.ts";
import { createReaders } from "./connections.ts";
import { openDoors } from "./doors.ts";
import { Refusal } from "./refusal.ts";
import { tellUnset } from "./secrets.ts";
import { startSlackSide } from "./slack-side.ts";
import { startTraces } from "./traces.ts";
import { untilFree } from "./until-free.ts";
import { watchCertificate } from "./watch-certificate.ts";
import { watchChain } from "./watch-chain.ts";
import { engineForPages, startReachWorker, startTimerWorker } from "./workers.ts";

export type App = {
  /** The port that is listened on. */
  readonly port: number;
  readonly configured: Configured;
  /** Looks at error budgets and what incidents use of them at once: else that is done every minute. */
  readonly lookAtBudgets: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a test or the demo brings along instead of having it opened. */
export type Given = { readonly database?: Database; readonly logger?: Logger };

/** Starts everything in an order in which nothing is taken in that could not be worked off. Throws Refusal. */
export async function startApp(environment: Environment, given: Given = {}): Promise<App> {
  // What was started is stopped in the opposite order, also when a later step fails.
  await using started = new AsyncDisposableStack();
  const logger = given.logger ?? createLogger({ level: environment.logLevel });
  const metrics = createMetrics();
  const follower = { follow: async (): Promise<void> => undefined };
  const impairments = createImpairments({ logger, metrics });
  const configured = await configure(environment, { logger, metrics, impairments, follower });
  started.defer(configured.close);
  const database = given.database ?? (await openMigrated(environment, logger));
  if (given.database === undefined) started.defer(database.close);
  const { runbooks, templates, objectives, current: configuration } = configured;
  const readers = createReaders(environment.secret);
  const rotas = createRotaBook();
  const setting = settingOf(environment, configuration);
  const ways = usableWays.bind(null, setting);
  const leaving = new AbortController();
  const budgets = createBudgetReader(configured, environment.secret, leaving.signal);
  const webLink = createWebLink(configuration, environment.secret);
  const asked = { runbooks, templates, objectives, rotas, ways, readers, budgets, webLink };
  const engine = { database, configuration, ...asked, impairments, logger, metrics };
  await restartWatch(database);
  follower.follow = async () => {
    tellUnset(engine, environment.secret);
    await untilFree(logger, () => lookAround(engine, configured));
  };
  await follower.follow();
  const deliveries = startPaging(engine, setting, started);
  started.defer(startUpkeep(engine).stop);
  started.defer(startTraces(engine, environment.traces).stop);
  started.defer(() => leaving.abort());
  const drawing = checkDrawing(engine);
  started.defer(() => drawing);
  const slack = startSlackSide(engine, environment.slack, { configured, rush: deliveries.rush });
  started.defer(slack.stop);
  started.defer(watchChain(engine, environment, slack).stop);
  started.defer(watchCertificate(engine).stop);
  const doors = await openDoors(engine, environment, { configured, deliveries, slack });
  started.defer(doors.stop);
  logger.info(
    { port: doors.port, database: database.kind, slack: environment.slack.mode },
    "ready",
  );
  const all = started.move();
  return {
    port: doors.port,
    configured,
    lookAtBudgets: () => lookAtBudgets(engine),
    stop: () => all.disposeAsync(),
  };
}

/** What leads from a delivery to a page. */
function startPaging(
  engine: Engine,
  setting: () => WaySetting,
  started: AsyncDisposableStack,
): DeliveryLoop {
  const paging = engineForPages(engine);
  const deliveries = startDeliveryLoop(paging);
  const workers = [startTimerWorker(paging), startReachWorker(paging, setting)];
  for (const { stop } of [deliveries, ...workers]) started.defer(stop);
  return deliveries;
}

type Follower = { follow: () => Promise<void> };

type Telling = Pick<Engine, "logger" | "metrics" | "impairments"> & { readonly follower: Follower };

async function configure(
  { configPath: path }: Environment,
  { logger: log, metrics, impairments, follower }: Telling,
): Promise<Configured> {
  const opened = await openConfiguration({
    path,
    log,
    now: () => DateTime.utc(),
    onReload: (applied) => {
      metrics.configurationReloads.inc({ result: applied ? "applied" : "refused" });
      impairments.set("configuration", applied ? null : refusedConfiguration(path));
      if (!applied) return;
      follower.follow().catch((error: unknown) => log.error({ err: error }, "reload not followed"));
    },
  });
  if (opened.ok) return opened.configured;
  throw new Refusal(opened.findings.map((finding) => formatFinding({ file: path, ...finding })));
}

function refusedConfiguration(path: string): Trouble {
  return {
    words: `${path} as it stands now cannot be used`,
    consequence: "What was read before stays in use; after a restart Muster would not start.",
    fix: "`muster check` says what is wrong with it, and so does Set-up in App Home",
    severity: "degraded",
  };
}

/** Looked up anew each time: a reload of muster.yaml may add a way or change one. */
function settingOf(
  { secret }: Environment,
  configuration: Configured["current"],
): () => WaySetting {
  return () => ({ configuration: configuration(), secret });
}

/** The database that the environment names, brought up to date. Throws Refusal. */
export async function openMigrated(
  { databaseUrl, migrationUrl, dataDir }: Environment,
  logger: Logger,
): Promise<Database> {
  try {
    if (databaseUrl !== null) {
      await untilFree(logger, () => migrateApart(migrationUrl ?? databaseUrl, logger));
    }
    const database = await openDatabase({
      url: databaseUrl ?? undefined,
      dataDir,
      logger,
      seed: (folder) => copyMigratedSeed(folder, logger),
    });
    if (databaseUrl === null) await migrate(database, { logger });
    return database;
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    throw new Refusal([error.message], { cause: error });
  }
}

/** By a connection that waits for as long as it takes, where others soon give up. */
async function migrateApart(url: string, logger: Logger): Promise<void> {
  const database = await openDatabase({ url, dataDir: "", logger, isPatient: true });
  await using closing = new AsyncDisposableStack();
  closing.defer(database.close);
  await migrate(database, { logger });
}

/** When it fails, the schedules stay as they are in force, or as they are written: people are paged all the same. */
async function enforceSchedules(engine: Engine): Promise<void> {
  try {
    await rollOutSchedules(engine);
    await cancelVoidChanges(engine);
    await followDuty(engine);
    await showAllDuty(engine);
  } catch (error) {
    engine.logger.error({ err: error }, "the schedules could not be brought into force");
  }
}

/** Whatever may have changed while nobody looked: sources to watch, and what stands in Slack. */
async function lookAround(engine: Engine, configured: Configured): Promise<void> {
  await noteConfiguration(engine.database, configured.text());
  await enforceSchedules(engine);
  await followReports(engine);
  await startWatching(engine);
  await announceOpen(engine);
}
