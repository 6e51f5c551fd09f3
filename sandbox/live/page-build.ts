import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Worker } from "node:worker_threads";

const DAY_MS = 24 * 3600 * 1000;

export type PageSources = {
  /** Holds index.html and vite.config.ts. */
  readonly page: string;
  /** What else the page is made of. */
  readonly files: readonly string[];
  /** Where builds are kept, each in a folder named after its sources. */
  readonly builds: string;
};

export type PageBuild = {
  /** The folder of the page as its sources are now, built if need be. Throws what is wrong and what to do. */
  readonly folder: () => Promise<string>;
  /** A file that some build's page refers to; its name says what is in it. */
  readonly asset: (name: string) => Promise<Uint8Array<ArrayBuffer> | null>;
};

/** The sandbox's own page. */
export const PAGE_SOURCES: PageSources = {
  page: besides("../page"),
  files: ["../json.ts", "wire.ts", "story.ts", "../../package-lock.json"].map(besides),
  builds: besides("../../node_modules/.cache/muster-page"),
};

export function createPageBuild(sources: PageSources): PageBuild {
  let building: Promise<string> | null = null;
  return {
    /** Whoever asks meanwhile waits for the same build. */
    folder() {
      building ??= builtFrom(sources).finally(() => {
        building = null;
      });
      return building;
    },
    asset: (name) => findAsset(sources, name),
  };
}

async function builtFrom(sources: PageSources): Promise<string> {
  const folder = path.join(sources.builds, await nameOf(sources));
  if (existsSync(folder)) return folder;
  try {
    await mkdir(sources.builds, { recursive: true });
    await removeOld(sources);
    await buildInto(folder, sources);
  } catch (error) {
    throw new Error(explained(error), { cause: error });
  }
  return folder;
}

/** Several programs may build at once: each builds aside, and the first one's build is taken. */
async function buildInto(folder: string, { page, builds }: PageSources): Promise<void> {
  const aside = await mkdtemp(path.join(builds, "building-"));
  try {
    await bundle(page, aside);
    await rename(aside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function bundle(source: string, folder: string): Promise<void> {
  const worker = new Worker(new URL("bundle.ts", import.meta.url), {
    workerData: { source, folder },
    env: { NODE_ENV: "production" },
  });
  // Whoever is stopped in the middle of a build need not wait for it.
  worker.unref();
  // Rejects with what the thread threw.
  await once(worker, "exit");
}

async function findAsset(
  { builds }: PageSources,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const build of await readdir(builds).catch(() => [])) {
    const file = path.join(builds, build, "assets", name);
    if (existsSync(file)) return readFile(file);
  }
  return null;
}

/** The same sources give the same name. */
async function nameOf({ page, files }: PageSources): Promise<string> {
  const entries = await readdir(page, { recursive: true, withFileTypes: true });
  const inside = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const all = [...inside, ...files].toSorted();
  const contents = await Promise.all(all.map((file) => readFile(file)));
  const hash = createHash("sha256");
  for (const [index, content] of contents.entries()) {
    hash.update(`${all[index]} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Builds of yesterday: no window shows them any more. */
async function removeOld({ builds }: PageSources): Promise<void> {
  for (const name of await readdir(builds)) {
    const folder = path.join(builds, name);
    const builtAt = (await stat(folder).catch(() => null))?.mtimeMs ?? Date.now();
    if (Date.now() - builtAt > DAY_MS) await rm(folder, { recursive: true, force: true });
  }
}

function explained(error: unknown): string {
  const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const why = `The sandbox's page could not be built: ${message}`;
  if (/Cannot find package|failed to resolve import/i.test(message)) {
    return `${why}\n\nThe page is built with packages for development, which are not all installed. Run npm ci without --omit=dev.`;
  }
  return `${why}\n\nPut that right and reload; after an update of the packages run npm ci first.`;
}

function besides(file: string): string {
  return path.join(import.meta.dirname, file);
}
