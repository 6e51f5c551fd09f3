import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { endurancePage, type Run } from "./page.ts";

const PAGE = "docs/endurance.md";
const MINUTE_MS = 60_000;

/** Says how far a run is while it runs, and writes docs/endurance.md afterwards. */
export default class EnduranceReporter implements Reporter {
  #began = performance.now();

  onTestCaseAnnotate(test: TestCase, { message }: { readonly message: string }): void {
    const minutes = ((performance.now() - this.#began) / MINUTE_MS).toFixed(1);
    process.stderr.write(`${minutes} min  ${test.name}: ${message}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const runs = modules.flatMap((module) => [...module.children.allTests()].flatMap(runsOf));
    const page = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
    writeFileSync(PAGE, endurancePage(page, runs));
  }
}

/** None where it was left out: what an earlier run said of it still holds. */
function runsOf(test: TestCase): readonly Run[] {
  const { state } = test.result();
  if (state !== "passed" && state !== "failed") return [];
  const run = {
    name: test.name,
    file: test.module.relativeModuleId,
    date: new Date().toISOString().slice(0, 10),
    minutes: (test.diagnostic()?.duration ?? 0) / MINUTE_MS,
    passed: state === "passed",
    measured: test
      .annotations()
      .filter(({ type }) => type === "measured")
      .map(({ message }) => message),
  };
  return [run];
}
