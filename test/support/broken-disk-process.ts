import { fsyncSync } from "node:fs";
import { pino } from "pino";
import { openDurably } from "#store/database/open-pglite.ts";
import { createSyncingFs } from "#store/database/syncing-fs.ts";

/** A program for tests: commits on a disk that breaks, and says if that is acknowledged all the same. */
const [, , folder = ""] = process.argv;
let broken = false;

function sync(descriptor: number): void {
  if (broken) throw new Error("EIO: the disk is broken");
  fsyncSync(descriptor);
}

const { pglite } = await openDurably(folder, pino(), (root, onFailure) =>
  createSyncingFs(root, onFailure, sync),
);
await pglite.exec("create table t (x int)");
broken = true;
await pglite.query("insert into t values (1)");
process.stdout.write("acknowledged\n");
process.exit(0);
