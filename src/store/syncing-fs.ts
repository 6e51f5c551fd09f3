import { closeSync, fsyncSync, openSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

export interface SyncingFs {
  readonly fs: NodeFS;
  /** How many times something was written through to the disk so far. */
  readonly countSyncs: () => number;
}

type ModuleOptions = Parameters<NodeFS["init"]>[1];

/** PGlite's file system on a folder, except that fsync reaches the disk; PGlite leaves it out. */
export function createSyncingFs(folder: string): SyncingFs {
  let syncs = 0;

  function sync(stream: { nfd?: number }): number {
    if (stream.nfd !== undefined) fsyncSync(stream.nfd);
    syncs += 1;
    return 0;
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

  function addSync(module: { NODEFS: object }): void {
    Object.assign(Reflect.get(module.NODEFS, "stream_ops"), { fsync: sync });
  }

  return { fs: new SyncingNodeFs(folder), countSyncs: () => syncs };
}

/** Writes a folder and everything below it through to the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) syncOne(path.join(entry.parentPath, entry.name));
  syncOne(folder);
}

function syncOne(file: string): void {
  const descriptor = openSync(file, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
