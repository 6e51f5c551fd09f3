import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{domain,config,intake,slack,sandbox,project}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          globalSetup: "test/support/global-setup.ts",
          include: ["test/{store,engine,smoke,end-to-end}/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
