import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Logger } from "pino";
import { assembleDatabase } from "./database.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import { pgliteDialect } from "./open-pglite.ts";
import { copyKept, copySeed, pgliteVersion } from "./pglite-seed.ts";

/**
 * Fills an empty folder with a database that is up to date: the migrations take PGlite several seconds as well.
 *
 * They write no rows but the list of themselves, so that nothing in it belongs to one installation alone.
 */
export async function copyMigratedSeed(folder: string, logger: Logger): Promise<void> {
  const name = `migrated-pglite-${await pgliteVersion()}-${await hashFiles(MIGRATIONS)}`;
  await copyKept({ name, make: (draft) => makeMigrated(draft, logger) }, folder);
}

async function makeMigrated(folder: string, logger: Logger): Promise<void> {
  await copySeed(folder);
  const dialect = pgliteDialect(await PGlite.create(folder));
  const database = assembleDatabase({ kind: "pglite", dialect, release: async () => {} });
  await using closing = new AsyncDisposableStack();
  closing.defer(database.close);
  await migrate(database, { logger });
}

/** Another version of Muster, or a changed migration, needs another seed. */
export async function hashFiles(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).toSorted()) {
    const content = await readFile(path.join(folder, name), "utf8");
    hash.update(JSON.stringify([name, content]));
  }
  return hash.digest("hex").slice(0, 16);
}
