import { closeSync, type Dirent, fsyncSync, openSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

export interface SyncingFs {
  readonly fs: NodeFS;
  /** How many times something was written through to the disk so far. */
  readonly countSyncs: () => number;
}

type ModuleOptions = Parameters<NodeFS["init"]>[1];
type Module = Parameters<NonNullable<ModuleOptions["preRun"]>[number]>[0];

/** What Emscripten knows of an open file, and how it writes. */
type Stream = { readonly nfd: number; readonly path: string };
type Piece = [buffer: Uint8Array, offset: number, length: number, position: number];
type Operations = { readonly write: (stream: Stream, ...what: Piece) => number };

const SYNCS_AT_ONCE = 16;
const LOG = "/pg_wal/";
/** ENOSPC, as WebAssembly counts. */
const NO_SPACE = 51;

/**
 * PGlite's file system on a folder, except that fsync reaches the disk; PGlite leaves it out.
 *
 * When the disk fails, what it holds is unknown and PostgreSQL panics; a panicked PGlite blocks the process
 * at its next query, so onFailure must not return.
 */
export function createSyncingFs(
  folder: string,
  onFailure: (error: unknown) => never,
  sync = fsyncSync,
): SyncingFs {
  let syncs = 0;

  function syncStream({ nfd }: Stream): number {
    try {
      sync(nfd);
    } catch (error) {
      onFailure(error);
    }
    syncs += 1;
    return 0;
  }

  function addSync(module: Module): void {
    const operations: Operations = Reflect.get(module.NODEFS, "stream_ops");
    const { write } = operations;
    function writeStream(stream: Stream, ...what: Piece): number {
      try {
        return write(stream, ...what);
      } catch (error) {
        // Without room for a table a statement fails, and the next may work; without room for its log PostgreSQL panics.
        if (stream.path.includes(LOG)) onFailure(explain(error));
        throw error;
      }
    }
    Object.assign(operations, { fsync: syncStream, write: writeStream });
  }

  class SyncingNodeFs extends NodeFS {
    override async init(
      pglite: PGlite,
      options: ModuleOptions,
    ): Promise<{ emscriptenOpts: ModuleOptions }> {
      const { emscriptenOpts } = await super.init(pglite, options);
      const preRun = [...(emscriptenOpts.preRun ?? []), addSync];
      return { emscriptenOpts: { ...emscriptenOpts, preRun } };
    }
  }

  return { fs: new SyncingNodeFs(folder), countSyncs: () => syncs };
}

/** Emscripten says it by a number alone. */
function explain(error: unknown): Error {
  const errno = typeof error === "object" && error !== null && "errno" in error && error.errno;
  const words =
    errno === NO_SPACE
      ? "there is no room on the disk for its log"
      : `its log could not be written (error ${String(errno)})`;
  return new Error(words, { cause: error });
}

/** Writes a folder and everything below it through to the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // They take their work from the same list; the disk makes one of several syncs at a time.
  const left = entries.values();
  await Promise.all(Array.from({ length: SYNCS_AT_ONCE }, () => syncEntries(left)));
  syncFolder(folder);
}

async function syncEntries(left: Iterable<Dirent>): Promise<void> {
  for (const entry of left) {
    const place = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) syncFolder(place);
    else await syncFile(place);
  }
}

async function syncFile(place: string): Promise<void> {
  await using file = await open(place, "r+");
  await file.sync();
}

/** Makes durable which files a folder has; Windows has no such thing. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
