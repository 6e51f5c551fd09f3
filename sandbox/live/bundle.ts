// Runs in a thread of its own: Vite sets NODE_ENV for its whole process, and it is large.

import path from "node:path";
import { workerData } from "node:worker_threads";
import { build } from "vite";
import { z } from "zod";

const { source, folder } = z.object({ source: z.string(), folder: z.string() }).parse(workerData);

await build({
  configFile: path.join(source, "vite.config.ts"),
  root: source,
  logLevel: "silent",
  build: { outDir: folder, emptyOutDir: true },
});
