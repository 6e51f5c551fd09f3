import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseRefused } from "./database-refused.ts";

export interface DataDirLock {
  readonly release: () => Promise<void>;
}

const busy = 5;

/**
 * Makes this process the only one that uses the data folder, because two on one PGlite lose data in silence.
 *
 * SQLite is used for nothing but its file lock, the one that Node can take: the system holds it, so it ends
 * with the process however that dies, and cannot be mistaken for a later process with the same id.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const file = path.join(dataDir, "database.lock");
  const pidFile = path.join(dataDir, "database.pid");
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const lock = takeLock(file);
    await writeFile(pidFile, `${process.pid}\n`);
    return { release: async () => lock.close() };
  } catch (error) {
    throw refusal(dataDir, await readFile(pidFile, "utf8").catch(() => ""), error);
  }
}

/** This process may never open the file by other means: closing that would drop the lock. */
function takeLock(file: string): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec("pragma journal_mode = memory; begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    throw error;
  }
}

function refusal(dataDir: string, pid: string, error: unknown): DatabaseRefused {
  if (error instanceof Error && "errcode" in error && error.errcode === busy) {
    return new DatabaseRefused(
      "locked",
      `Another Muster (process ${pid.trim()}) uses ${dataDir}: stop it first, or give both a PostgreSQL in DATABASE_URL.`,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseRefused("unusable_folder", `Cannot use the folder ${dataDir}: ${reason}.`);
}
