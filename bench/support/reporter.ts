import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { chartOf } from "./chart.ts";
import { Figure, ratiosOf, Result } from "./figure.ts";
import { describeMachine } from "./machine.ts";
import { performancePage } from "./page.ts";
import { goalInWords, ratioInWords, roundsInWords } from "./words.ts";

const RESULTS = "bench/results";
const FINDINGS = "bench/findings.md";
const PAGE = "docs/performance.md";
const CHARTS = "docs/performance";
const MINUTE_MS = 60_000;
/** With the newest one, three. */
const EARLIER_KEPT = 2;

/** Prints each figure as soon as it is there; keeps them in bench/results and writes docs/performance.md anew. */
export default class BenchmarkReporter implements Reporter {
  onTestCaseAnnotate(test: TestCase, annotation: { message: string; type: string }): void {
    process.stdout.write(
      annotation.type === "figure"
        ? printed(Figure.parse(JSON.parse(annotation.message)))
        : `\n${test.name}\n  ${describeMachine()}\n  ${annotation.message}\n`,
    );
  }

  onTestCaseResult(test: TestCase): void {
    for (const { stack, message } of test.result().errors ?? []) {
      process.stderr.write(`${test.name} failed: ${stack ?? message}\n`);
    }
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const folder of [RESULTS, CHARTS]) mkdirSync(folder, { recursive: true });
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) keep(test);
    const results = readdirSync(RESULTS)
      .toSorted()
      .map((file) => read(path.join(RESULTS, file)));
    for (const result of results.filter(({ figures }) => ratiosOf(figures).length > 0)) {
      writeFileSync(path.join(CHARTS, `${result.name}.svg`), chartOf(result));
    }
    writeFileSync(PAGE, performancePage(results, readFileSync(FINDINGS, "utf8")));
  }
}

function printed({ what, unit, runs, against }: Figure): string {
  const ratios = ratiosOf([{ what, unit, runs, against }]).map((ratio) => {
    const goal = goalInWords(ratio.against);
    const asked = goal === "" ? "" : `, goal ${goal}`;
    return `    ${ratioInWords(ratio)} of ${ratio.against.name}: ${roundsInWords(ratio.against.runs, unit)}${asked}\n`;
  });
  return `  ${what}: ${roundsInWords(runs, unit)}, ${runs.length} rounds\n${ratios.join("")}`;
}

/** What an earlier run measured still holds where this one was left out or failed. */
function keep(test: TestCase): void {
  if (test.result().state !== "passed") return;
  const name = path.basename(test.module.moduleId, ".bench.ts");
  const file = path.join(RESULTS, `${name}.json`);
  const annotations = test.annotations();
  const result: Result = {
    name,
    title: test.name,
    method: annotations.find(({ type }) => type === "method")?.message ?? "",
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    minutes: (test.diagnostic()?.duration ?? 0) / MINUTE_MS,
    figures: annotations
      .filter(({ type }) => type === "figure")
      .map(({ message }) => Figure.parse(JSON.parse(message))),
    earlier: earlierRatios(file),
  };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

function earlierRatios(file: string): Result["earlier"] {
  try {
    const { figures, earlier } = read(file);
    const last = Object.fromEntries(ratiosOf(figures).map(({ key, value }) => [key, value]));
    return [last, ...earlier].slice(0, EARLIER_KEPT);
  } catch {
    return [];
  }
}

function read(file: string): Result {
  return Result.parse(JSON.parse(readFileSync(file, "utf8")));
}
