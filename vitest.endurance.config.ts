import { defineConfig } from "vitest/config";
import EnduranceReporter from "./test/endurance/reporter.ts";
import { ROWS } from "./test/support/reliability/rows.ts";

/** Long runs, one after the other: `npm run endurance`, or `npm run endurance -- kills` for one of them. */
export default defineConfig({
  test: {
    include: ["test/endurance/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Each has the machine to itself, because it says how long things took.
    fileParallelism: false,
    reporters: ["default", new EnduranceReporter()],
    tags: ROWS.map(({ id, what }) => ({ name: id, description: what })),
    hookTimeout: 120_000,
  },
});
