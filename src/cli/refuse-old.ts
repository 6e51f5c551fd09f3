import { DatabaseRefused } from "#store/database/database-refused.ts";
import type { Database } from "#store/database/database.ts";
import { pendingMigrations } from "#store/database/migrate.ts";

/** Only looks: what a newer Muster needs is left to `muster migrate`. */
export async function refuseOld(database: Database): Promise<void> {
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return;
  throw new DatabaseRefused(
    "migration",
    "The database is older than this Muster: run muster migrate.",
  );
}
