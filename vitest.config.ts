import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import ReliabilityReporter from "./test/support/reliability/reporter.ts";
import { ROWS } from "./test/support/reliability/rows.ts";

/**
 * The files that mostly wait begin first, while others have work for the cores: at the end everybody would wait for
 * them. Otherwise the order is Vitest's own, which knows it only once they have run on this machine.
 */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest sorts here, not an array.
    const sorted = await super.sort(files);
    const waiting = sorted.filter(({ moduleId }) => moduleId.includes("/test/end-to-end/"));
    return [...new Set([...waiting, ...sorted])];
  }
}

export default defineConfig({
  test: {
    // One more than the smallest machine has cores: many tests wait for processes and servers.
    maxWorkers: 3,
    // Files clean up after themselves; a process for each would load and compile everything anew.
    isolate: false,
    // Every limit of time is one for what hangs, not a measure of speed.
    sequence: { sequencer: WaitingFirst },
    reporters: ["default", new ReliabilityReporter()],
    // The rows of docs/reliability.md: a test has the tags of those that it shows.
    tags: ROWS.map(({ id, what, expected }) => ({
      name: id,
      description: `${what}: ${expected}`,
    })),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "test/{domain,config,demo,documents,intake,slack,telemetry,web,sandbox,project}/**/*.test.ts",
          ],
          // As the program itself is run, by Node alone: nothing is transformed, which takes a sixth of the time off.
          experimental: { viteModuleRunner: false },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // What is drawn in a browser is written in a form that Node does not read.
        test: { name: "page", include: ["test/page/**/*.test.ts"], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          // Together, because the browser's stories have a database too.
          name: "program",
          globalSetup: "test/support/global-setup.ts",
          include: ["test/{store,engine,smoke,browser}/**/*.test.ts"],
          experimental: { viteModuleRunner: false },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          // Apart, because each starts programs and servers as an operator does, which takes its time.
          name: "processes",
          globalSetup: "test/support/global-setup.ts",
          include: ["test/end-to-end/**/*.test.ts"],
          experimental: { viteModuleRunner: false },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
