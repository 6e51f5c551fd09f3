import type { Command } from "commander";
import type { Database } from "#store/database.ts";
import { migrate, pendingMigrations } from "#store/migrate.ts";
import type { Logger } from "#telemetry/logger.ts";
import { withDatabase } from "./with-database.ts";

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
    .action(({ check }: Options) =>
      withDatabase(environment, (database, logger) =>
        check ? listPending(database) : apply(database, logger),
      ),
    );
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
