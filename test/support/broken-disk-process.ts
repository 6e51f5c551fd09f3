import fs, { fsyncSync, writeSync } from "node:fs";
import { pino } from "pino";
import { openDurably } from "#store/database/open-pglite.ts";
import { createSyncingFs } from "#store/database/syncing-fs.ts";

/** A program for tests: commits on a disk that breaks or is full, and says if that is acknowledged all the same. */
const [, , folder = "", fault = ""] = process.argv;
let broken = false;

function sync(descriptor: number): void {
  if (broken && fault === "broken") throw new Error("EIO: the disk is broken");
  fsyncSync(descriptor);
}

/** What is said on the way out is not on the disk. */
function write(descriptor: number, buffer: Uint8Array, ...piece: number[]): number {
  if (descriptor <= 2) return writeSync(descriptor, buffer, ...piece);
  throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
}

const { pglite } = await openDurably(folder, pino(), (root, onFailure) =>
  createSyncingFs(root, onFailure, sync),
);
broken = true;
if (fault === "full") Object.assign(fs, { writeSync: write });
// Only the log is written to: a table without room would only fail its statement.
await pglite.query("select pg_logical_emit_message(true, 'muster', 'is this kept?')");
process.stdout.write("acknowledged\n");
process.exit(0);
