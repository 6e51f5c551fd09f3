import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Database } from "#store/database/database.ts";
import { syncFolder } from "#store/database/syncing-fs.ts";
import { BackupRefused } from "./backup-refused.ts";
import type { Header } from "./lines.ts";
import { type OnProgress, writeBackup } from "./write-backup.ts";

/**
 * Takes a backup into a compressed file that only its owner may read, for it holds what people said in confidence. The
 * file has its name only once all of it is on the disk.
 */
export async function backUp(
  database: Database,
  file: string,
  onProgress: OnProgress,
): Promise<Header> {
  if (existsSync(file)) throw new BackupRefused(`${file} is there already: give another name.`);
  const draft = `${file}.unfinished`;
  try {
    const header = await writeBackup(database, (lines) => writeLines(draft, lines), onProgress);
    await rename(draft, file);
    syncFolder(path.dirname(file));
    return header;
  } catch (error) {
    await rm(draft, { force: true });
    throw writingFailed(file, error);
  }
}

async function writeLines(draft: string, lines: AsyncIterable<string>): Promise<void> {
  await rm(draft, { force: true });
  await pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600, flush: true }));
}

/** A write that fails names no file, and neither does a connection that is lost: the code tells them apart. */
const OF_THE_DISK: ReadonlySet<unknown> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS"]);

/** The system's own errors name what it was doing; those of the database are no matter of the file's. */
export function writingFailed(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (!("path" in error) && !OF_THE_DISK.has(error.code)) return error;
  return new BackupRefused(`Cannot write ${file}: ${error.message}.`, { cause: error });
}
