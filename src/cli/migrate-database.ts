import { migrate, pendingMigrations } from "#store/database/migrate.ts";
import { withDatabase } from "./with-database.ts";

const TO_MIGRATE = { toMigrate: true };
const UP_TO_DATE = "the database is up to date";

/** Brings the database that the environment names up to date. */
export async function applyMigrations(environment: NodeJS.ProcessEnv): Promise<void> {
  await withDatabase(
    environment,
    async (database, logger) => {
      const applied = await migrate(database, { logger });
      for (const name of applied) console.log(`applied ${name}`);
      if (applied.length === 0) console.log(UP_TO_DATE);
    },
    TO_MIGRATE,
  );
}

/** Says what is missing; the exit code does too. */
export async function listPending(environment: NodeJS.ProcessEnv): Promise<void> {
  await withDatabase(
    environment,
    async (database) => {
      const pending = await pendingMigrations(database);
      for (const name of pending) console.log(`pending ${name}`);
      if (pending.length === 0) console.log(UP_TO_DATE);
      else process.exitCode = 1;
    },
    TO_MIGRATE,
  );
}
