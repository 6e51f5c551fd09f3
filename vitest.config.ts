import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

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
    sequence: { sequencer: WaitingFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/{domain,config,documents,intake,slack,web,sandbox,page,project}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          // Together, because the browser's stories have a database too.
          name: "program",
          globalSetup: "test/support/global-setup.ts",
          include: ["test/{store,engine,smoke,end-to-end,browser}/**/*.test.ts"],
          // A limit for what hangs, not a measure of speed.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
