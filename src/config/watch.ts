import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import type { Duration } from "luxon";

export type WatchOptions = {
  /** Files and folders; of a folder, the files in it. */
  readonly paths: () => readonly string[];
  readonly every: Duration;
  readonly onChange: () => Promise<unknown>;
};

/**
 * Calls back once files have changed and then rested for a beat, until it is stopped.
 *
 * It looks at the files instead of waiting for the system's events: those get lost when an editor replaces a file,
 * when Kubernetes swaps the link to a ConfigMap's folder, and on network and container mounts.
 */
export async function watchFiles(options: WatchOptions): Promise<() => Promise<void>> {
  const stop = new AbortController();
  const watching = watch(options, await fingerprint(options.paths()), stop.signal);
  return async () => {
    stop.abort();
    await watching;
  };
}

async function watch(options: WatchOptions, start: string, signal: AbortSignal): Promise<void> {
  let told = start;
  let seen = start;
  for await (const _ of beats(options.every, signal)) {
    const now = await fingerprint(options.paths());
    if (now !== told && now === seen) {
      told = now;
      await options.onChange();
    }
    seen = now;
  }
}

async function* beats(every: Duration, signal: AbortSignal): AsyncGenerator<undefined> {
  try {
    yield* setInterval(every.toMillis(), undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Differs whenever a file is written, replaced, made or taken away. */
async function fingerprint(paths: readonly string[]): Promise<string> {
  const files = await Promise.all(paths.map(listFiles));
  return (await Promise.all(files.flat().map(describe))).join("\n");
}

async function listFiles(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).toSorted().map((name) => join(path, name));
  } catch {
    return [path];
  }
}

async function describe(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [path, ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    return `${path} is not there`;
  }
}
