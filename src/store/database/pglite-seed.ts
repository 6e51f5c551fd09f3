import { constants, cpSync, existsSync } from "node:fs";
import { access, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";

const Package = z.object({ version: z.string() });

/**
 * Fills an empty folder with an empty database.
 *
 * Making one takes PGlite several seconds, so the first one made on a machine is kept
 * next to the installed packages and copied from then on (about 0.05 s).
 */
export async function copySeed(folder: string): Promise<void> {
  const seed = await keepSeed().catch(() => null);
  if (seed === null) return makeDatabase(folder);
  // Ten times as fast as its asynchronous form, and nothing else runs yet.
  cpSync(seed, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** The kept seed, made first if needed; it fails where the packages are installed read-only. */
async function keepSeed(): Promise<string> {
  const seed = path.join(cacheFolder(), `lean-pglite-${await pgliteVersion()}`);
  if (existsSync(seed)) {
    // Whoever installed the packages may be somebody else than who runs them.
    await access(path.join(seed, "base"), constants.R_OK | constants.X_OK);
    return seed;
  }
  await mkdir(cacheFolder(), { recursive: true });
  const draft = await mkdtemp(`${seed}-`);
  await makeDatabase(draft);
  // Somebody else may have been faster; theirs is as good.
  await rename(draft, seed).catch(() => rm(draft, { recursive: true }));
  return seed;
}

async function makeDatabase(folder: string): Promise<void> {
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

async function pgliteVersion(): Promise<string> {
  const manifest = findPackageJSON("@electric-sql/pglite", import.meta.url);
  if (manifest === undefined) throw new Error("PGlite is not installed");
  return Package.parse(JSON.parse(await readFile(manifest, "utf8"))).version;
}

function cacheFolder(): string {
  return fileURLToPath(new URL("../../../node_modules/.cache/muster", import.meta.url));
}
