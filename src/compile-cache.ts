import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

/** Beside the installed packages, which it is of no use without. */
const FOLDER = fileURLToPath(new URL("../node_modules/.cache/muster/compiled", import.meta.url));

/**
 * Has whatever is loaded from now on compiled once on this machine, and not at each start: that is half of its time.
 *
 * Where the folder cannot be written, or what it holds is damaged or of other files, Node compiles as usual.
 * NODE_COMPILE_CACHE names another folder, NODE_DISABLE_COMPILE_CACHE=1 leaves it off.
 */
export function keepCompiled(folder: string = FOLDER): void {
  enableCompileCache(folder);
}

/** Node itself writes it only at an orderly end, which a long-lived program may not have. */
export function writeCompiled(): void {
  flushCompileCache();
}
