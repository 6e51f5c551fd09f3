import { constants, cpSync, existsSync } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import { syncTree } from "./syncing-fs.ts";

const Package = z.object({ version: z.string() });

/** A database that is the same for everybody, so it is made once on a machine. */
export type Seed = {
  /** Says all that what is made depends on. */
  readonly name: string;
  readonly make: (folder: string) => Promise<void>;
};

/** Fills an empty folder with an empty database. */
export async function copySeed(folder: string): Promise<void> {
  await copyKept({ name: `lean-pglite-${await pgliteVersion()}`, make: makeDatabase }, folder);
}

/**
 * Fills an empty folder with what the seed makes.
 *
 * Making one takes PGlite several seconds, so the first one made on a machine is kept
 * next to the installed packages and copied from then on (about 0.05 s).
 */
export async function copyKept(seed: Seed, folder: string): Promise<void> {
  const kept = await keep(seed).catch(() => null);
  if (kept === null) return seed.make(folder);
  // Ten times as fast as its asynchronous form, and nothing else runs yet.
  cpSync(kept, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** The kept seed, made first if needed; it fails where the packages are installed read-only. */
async function keep({ name, make }: Seed): Promise<string> {
  const kept = path.join(cacheFolder(), name);
  if (existsSync(kept)) {
    // Whoever installed the packages may be somebody else than who runs them.
    await access(path.join(kept, "base"), constants.R_OK | constants.X_OK);
    return kept;
  }
  await mkdir(cacheFolder(), { recursive: true });
  const draft = await mkdtemp(`${kept}-`);
  try {
    await make(draft);
    // After a power cut its name must not stand for files that are empty.
    await syncTree(draft);
  } catch (error) {
    await rm(draft, { recursive: true });
    throw error;
  }
  // Somebody else may have been faster; theirs is as good.
  await rename(draft, kept).catch(() => rm(draft, { recursive: true }));
  return kept;
}

/** Fills an empty folder without the help of what is kept. */
export async function makeDatabase(folder: string): Promise<void> {
  const pglite = await PGlite.create(folder);
  await dropTemplates(pglite);
  await pglite.close();
}

/** We never make another database, and each would be three hundred files to copy and to sync at a first start. */
async function dropTemplates(pglite: PGlite): Promise<void> {
  for (const template of ["template0", "template1"]) {
    await pglite.query(`alter database ${template} is_template false`);
    await pglite.query(`drop database ${template}`);
  }
}

export async function pgliteVersion(): Promise<string> {
  const manifest = findPackageJSON("@electric-sql/pglite", import.meta.url);
  if (manifest === undefined) throw new Error("PGlite is not installed");
  return Package.parse(JSON.parse(await readFile(manifest, "utf8"))).version;
}

function cacheFolder(): string {
  return fileURLToPath(new URL("../../../node_modules/.cache/muster", import.meta.url));
}
