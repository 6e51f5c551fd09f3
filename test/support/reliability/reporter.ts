import { readFileSync, writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { reliabilityPage, type Shown } from "./page.ts";
import { KINDS, ROWS } from "./rows.ts";

const PAGE = "docs/reliability.md";

/**
 * Compares docs/reliability.md with what the tests show, after a run of all of them: it fails when a row has no test
 * that passed. With MUSTER_WRITE_RELIABILITY the page is written anew.
 */
export default class ReliabilityReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const writes = process.env["MUSTER_WRITE_RELIABILITY"] === "true";
    if (!writes && !(await this.#isWhole(modules))) return;
    const shown = modules.flatMap((module) => [...module.children.allTests()].flatMap(shownBy));
    const missing = ROWS.filter(({ id }) => shown.every(({ row }) => row !== id));
    for (const { id, what } of missing) fail(`no test that passed shows ${id}: ${what}`);
    const page = reliabilityPage(KINDS, shown);
    if (writes) writeFileSync(PAGE, page);
    else if (missing.length === 0 && !isAlike(readFileSync(PAGE, "utf8"), page))
      fail(`${PAGE} is not what this run shows: run npm run reliability`);
  }

  /** Whether nothing was left out: only then does a missing row mean anything. */
  async #isWhole(modules: readonly TestModule[]): Promise<boolean> {
    if (this.#vitest === undefined) return false;
    const { testNamePattern, tagsFilter, shard, project } = this.#vitest.config;
    if (testNamePattern ?? tagsFilter ?? shard) return false;
    const all = await this.#vitest.globTestSpecifications();
    return project.length === 0 && modules.length === all.length;
  }
}

/** What was counted differs from run to run. */
function isAlike(written: string, shown: string): boolean {
  return written.replaceAll(/\d+/g, "#") === shown.replaceAll(/\d+/g, "#");
}

/** The rows that a test shows, if it passed. */
function shownBy(test: TestCase): readonly Shown[] {
  if (test.result().state !== "passed") return [];
  const measured = test.annotations().filter(({ type }) => type === "measured");
  return test.tags.map((row) => ({
    row,
    test: test.name,
    file: test.module.relativeModuleId,
    measured: measured.map(({ message }) => message),
  }));
}

function fail(message: string): void {
  process.stderr.write(`reliability: ${message}\n`);
  process.exitCode = 1;
}
