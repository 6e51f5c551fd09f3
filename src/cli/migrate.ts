import type { Command } from "commander";
import { pino } from "pino";
import { readSettings } from "#config/environment.ts";
import { DatabaseRefused } from "#store/database-refused.ts";
import { type Database, openDatabase } from "#store/database.ts";
import { migrate, pendingMigrations } from "#store/migrate.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";

const UP_TO_DATE = "the database is up to date";

type Options = { readonly check?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addMigrateCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("migrate")
    .description("bring the database up to date; npm start does so too")
    .option("--check", "only list what is pending")
    .addHelpText(
      "after",
      "\nExit code: 0 when it is up to date, 1 when it is not, 2 for wrong usage.",
    )
    .action((options: Options) => run(environment, options));
}

async function run(environment: NodeJS.ProcessEnv, { check }: Options): Promise<void> {
  const settings = readSettings(environment);
  if (!settings.ok) return fail(settings.problems.map(({ message, fix }) => `${message}: ${fix}.`));
  const { databaseUrl, dataDir } = settings.value;
  const destination = pino.destination({ dest: process.stderr.fd, sync: true });
  const logger = createLogger({ level: "warn", pretty: true, destination });
  try {
    const database = await openDatabase({ url: databaseUrl ?? undefined, dataDir, logger });
    await using closing = new AsyncDisposableStack();
    closing.defer(database.close);
    await (check ? listPending(database) : apply(database, logger));
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    fail([error.message]);
  }
}

async function apply(database: Database, logger: Logger): Promise<void> {
  const applied = await migrate(database, { logger });
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log(UP_TO_DATE);
}

async function listPending(database: Database): Promise<void> {
  const pending = await pendingMigrations(database);
  for (const name of pending) console.log(`pending ${name}`);
  if (pending.length === 0) console.log(UP_TO_DATE);
  else process.exitCode = 1;
}

function fail(lines: readonly string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
