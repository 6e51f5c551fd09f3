import { defineConfig } from "vitest/config";
import BenchmarkReporter from "./bench/support/reporter.ts";

/** What `npm run bench` measures, one after the other; `npm run bench -- ingest` measures one. */
export default defineConfig({
  test: {
    include: ["bench/*.bench.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Each has the machine to itself.
    fileParallelism: false,
    experimental: { viteModuleRunner: false },
    reporters: [new BenchmarkReporter()],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});
