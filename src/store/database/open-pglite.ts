import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { type Dialect, PGliteDialect } from "kysely";
import type { Logger } from "pino";
import { columnParsers } from "#store/tables/column-types.ts";
import { lockDataDir } from "./data-dir-lock.ts";
import { DatabaseRefused } from "./database-refused.ts";
import type { OpenedDatabase } from "./database.ts";
import { copySeed, makeDatabase } from "./pglite-seed.ts";
import { createSyncingFs, syncFolder, syncTree } from "./syncing-fs.ts";

/** The PostgreSQL inside the pinned PGlite; its files are of no use to another one. */
const majorVersion = "18";
const controlFileBytes = 8_192;
/** PGlite's own, without the switch that turns syncing off; fdatasync would reach an empty function. */
const startParams = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  "-c",
  "fsync=on",
  "-c",
  "wal_sync_method=fsync",
  "-c",
  "shared_buffers=16MB",
];

/** Fills an empty folder with the files of a database. */
type Fill = (folder: string) => Promise<void>;

export interface Durable {
  readonly pglite: PGlite;
  readonly countSyncs: () => number;
}

/** The embedded database: ours alone, and a commit that returned is on the disk. */
export async function openPglite(
  dataDir: string,
  logger: Logger,
  seed: Fill = copySeed,
): Promise<OpenedDatabase> {
  const lock = await lockDataDir(dataDir);
  try {
    const folder = path.join(dataDir, "database");
    const { pglite } = await openPrepared(folder, logger, seed);
    return { kind: "pglite", dialect: pgliteDialect(pglite), release: lock.release };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export function pgliteDialect(pglite: PGlite): Dialect {
  Object.assign(pglite.parsers, columnParsers);
  return new PGliteDialect({ pglite });
}

/** What is kept beside the packages may be damaged: then this installation makes its own. */
async function openPrepared(folder: string, logger: Logger, seed: Fill): Promise<Durable> {
  if (!(await needsFilling(folder))) return openDurably(folder, logger);
  logger.info({ folder }, "creating the embedded database");
  try {
    await fillFolder(folder, seed);
    return await openDurably(folder, logger);
  } catch (error) {
    if (error instanceof DatabaseRefused && error.code !== "unusable_folder") throw error;
    logger.warn({ err: error }, "the kept database could not be used; making one anew");
    await fillFolder(folder, makeDatabase);
    return openDurably(folder, logger);
  }
}

/** An unfinished first start is begun again: nothing was ever acknowledged from it. */
async function needsFilling(folder: string): Promise<boolean> {
  if (existsSync(markOf(folder))) return true;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length === 0) return true;
  await checkFolder(folder);
  return false;
}

async function fillFolder(folder: string, fill: Fill): Promise<void> {
  const unfinished = markOf(folder);
  const dataDir = path.dirname(folder);
  await writeFile(unfinished, "");
  syncFolder(dataDir);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await fill(folder);
  await syncTree(folder);
  await rm(unfinished);
  // If the mark came back after a power cut, the next start would remove what was acknowledged.
  syncFolder(dataDir);
  syncFolder(path.dirname(dataDir));
}

function markOf(folder: string): string {
  return `${folder}.unfinished`;
}

async function checkFolder(folder: string): Promise<void> {
  const version = await readFile(path.join(folder, "PG_VERSION"), "utf8").catch(() => "");
  if (version.trim() === "") throw unusable(folder, "it is not a complete database");
  if (version.trim() !== majorVersion) {
    throw unusable(folder, `it was written by PostgreSQL ${version.trim()}, not ${majorVersion}`);
  }
  const control = await stat(path.join(folder, "global", "pg_control")).catch(() => null);
  if (control?.size !== controlFileBytes) throw unusable(folder, "it is not a complete database");
}

/** Opens a prepared folder and lets a commit prove that it reaches the disk. */
export async function openDurably(
  folder: string,
  logger: Logger,
  createFs = createSyncingFs,
): Promise<Durable> {
  const { fs, countSyncs } = createFs(folder, (error) => endProcess(error, logger));
  const pglite = await PGlite.create({ fs, startParams }).catch((error: unknown) => {
    throw unusable(folder, "PGlite could not open it", error);
  });
  const before = countSyncs();
  await pglite.query("select pg_logical_emit_message(true, 'muster', 'is this synced?')");
  if (countSyncs() > before) return { pglite, countSyncs };
  await pglite.close();
  throw new DatabaseRefused(
    "not_durable",
    "The embedded database does not sync its commits to disk here; set DATABASE_URL to a PostgreSQL.",
  );
}

/** As PostgreSQL does: the next start recovers what was acknowledged. */
function endProcess(error: unknown, logger: Logger): never {
  const reason = error instanceof Error ? error.message : String(error);
  logger.fatal({ reason }, "the disk failed the embedded database; stopping");
  process.exit(1);
}

function unusable(folder: string, reason: string, cause?: unknown): DatabaseRefused {
  return new DatabaseRefused(
    "unusable_folder",
    `The embedded database in ${folder} cannot be used: ${reason}. It was left as it is; restore a backup or move it away.`,
    { cause },
  );
}
