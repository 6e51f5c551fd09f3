import { createWriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "#store/database/database.ts";
import { writingFailed } from "./backup-file.ts";
import { BackupRefused } from "./backup-refused.ts";
import { type Exported, exportTables } from "./export-tables.ts";

/** Fills a folder with a file of JSON lines for each table; what was exported is written last, so a cut export lacks it. */
export async function exportInto(database: Database, folder: string): Promise<Exported> {
  await takeFolder(folder);
  try {
    const exported = await exportTables(database, (table, lines) =>
      pipeline(lines, createWriteStream(path.join(folder, `${table}.jsonl`), { mode: 0o600 })),
    );
    const summary = `${JSON.stringify(exported, null, 2)}\n`;
    await writeFile(path.join(folder, "export.json"), summary, { mode: 0o600 });
    return exported;
  } catch (error) {
    throw writingFailed(folder, error);
  }
}

async function takeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BackupRefused(`Cannot use the folder ${folder}: ${reason}.`, { cause: error });
  }
  throw new BackupRefused(`${folder} is not empty: give another name.`);
}
