import { pino } from "pino";
import { readSettings } from "#config/environment.ts";
import { DatabaseRefused } from "#store/database/database-refused.ts";
import { type Database, openDatabase } from "#store/database/database.ts";
import { createLogger, type Logger } from "#telemetry/logger.ts";

/** Works with the database that the environment names; says why it cannot be used, and sets the exit code. */
export async function withDatabase(
  environment: NodeJS.ProcessEnv,
  work: (database: Database, logger: Logger) => Promise<void>,
  { toMigrate = false }: { readonly toMigrate?: boolean } = {},
): Promise<void> {
  const settings = readSettings(environment);
  if (!settings.ok) return fail(settings.problems.map(({ message, fix }) => `${message}: ${fix}.`));
  const { databaseUrl, migrationUrl, dataDir } = settings.value;
  const destination = pino.destination({ dest: process.stderr.fd, sync: true });
  const logger = createLogger({ level: "warn", pretty: true, destination });
  try {
    const database = await openDatabase({
      url: (databaseUrl !== null && toMigrate ? migrationUrl : null) ?? databaseUrl ?? undefined,
      dataDir,
      logger,
      isPatient: toMigrate,
    });
    await using closing = new AsyncDisposableStack();
    closing.defer(database.close);
    await work(database, logger);
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error;
    fail([error.message]);
  }
}

function fail(lines: readonly string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}
