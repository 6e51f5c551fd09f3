import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // One more than the smallest machine has cores: many tests wait for processes and servers.
    maxWorkers: 3,
    // Files clean up after themselves; a process for each would load and compile everything anew.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{domain,config,intake,slack,sandbox,page,project}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          globalSetup: "test/support/global-setup.ts",
          include: ["test/{store,engine,smoke,end-to-end}/**/*.test.ts"],
          // A limit for what hangs, not a measure of speed.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
