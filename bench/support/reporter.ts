import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";
import { chartOf } from "./chart.ts";
import { Figure, ratiosOf, Result } from "./figure.ts";
import { describeMachine } from "./machine.ts";
import { performancePage } from "./page.ts";
import { isCrowded } from "./stolen-time.ts";
import { goalInWords, ratioInWords, runsInWords, stolenInWords } from "./words.ts";

const RESULTS = "bench/results";
const FINDINGS = "bench/findings.md";
const PAGE = "docs/performance.md";
const CHARTS = "docs/performance";
const MINUTE_MS = 60_000;
/** With the newest one, three. */
const EARLIER_KEPT = 2;

/**
 * Prints each figure as soon as it is there. As soon as a benchmark has passed, keeps it in bench/results and writes
 * docs/performance.md anew: whatever becomes of the others, it stays.
 */
export default class BenchmarkReporter implements Reporter {
  onTestCaseAnnotate(test: TestCase, annotation: { message: string; type: string }): void {
    const { type, message } = annotation;
    if (type === "figure") process.stdout.write(printed(Figure.parse(JSON.parse(message))));
    if (type === "method") {
      process.stdout.write(`\n${test.name}\n  ${describeMachine()}\n  ${message}\n`);
    }
    if (type === "stolen") {
      process.stdout.write(` ${stolenInWords(Result.shape.stolen.parse(JSON.parse(message)))}\n`);
    }
  }

  onTestCaseResult(test: TestCase): void {
    for (const { stack, message } of test.result().errors ?? []) {
      process.stderr.write(`${test.name} failed: ${stack ?? message}\n`);
    }
    if (test.result().state !== "passed") return;
    keep(test);
    writePage();
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    for (const { stack, message } of errors) process.stderr.write(`${stack ?? message}\n`);
    for (const module of modules) {
      for (const { stack, message } of module.errors()) {
        process.stderr.write(`${module.relativeModuleId} failed: ${stack ?? message}\n`);
      }
    }
    const failed = modules.filter((module) => !module.ok()).map((module) => nameOf(module));
    const ms = modules.reduce((sum, module) => sum + module.diagnostic().duration, 0);
    const took = `${modules.length} benchmarks in ${(ms / MINUTE_MS).toFixed(1)} minutes`;
    process.stdout.write(
      failed.length === 0
        ? `\n${took}: see ${PAGE}\n`
        : `\n${took}; failed, with earlier results left as they were: ${failed.join(", ")}\n`,
    );
  }
}

function writePage(): void {
  mkdirSync(CHARTS, { recursive: true });
  const results = readdirSync(RESULTS)
    .toSorted()
    .map((file) => read(path.join(RESULTS, file)));
  for (const result of results.filter(({ figures }) => ratiosOf(figures).length > 0)) {
    writeFileSync(path.join(CHARTS, `${result.name}.svg`), chartOf(result));
  }
  writeFileSync(PAGE, performancePage(results, readFileSync(FINDINGS, "utf8")));
}

function printed(figure: Figure): string {
  const { what, runs } = figure;
  const ratios = ratiosOf([figure]).map((ratio) => {
    const goal = goalInWords(ratio.against);
    const asked = goal === "" ? "" : `, goal ${goal}`;
    return `    ${ratioInWords(ratio)} of ${ratio.against.name}: ${runsInWords(figure, ratio.against.runs)}${asked}\n`;
  });
  return `  ${what}: ${runsInWords(figure, runs)}, of ${runs.length}\n${ratios.join("")}`;
}

function keep(test: TestCase): void {
  const result = resultOf(test);
  const file = path.join(RESULTS, `${result.name}.json`);
  const last = readComparable(file, result);
  if (last !== null && isCrowded(result.stolen) && !isCrowded(last.stolen)) {
    process.stdout.write("  So it is not kept: the calm run before it stays.\n");
    return;
  }
  mkdirSync(RESULTS, { recursive: true });
  const earlier = last === null ? [] : earlierRatios(last);
  writeFileSync(file, `${JSON.stringify({ ...result, earlier }, null, 2)}\n`);
}

function resultOf(test: TestCase): Result {
  const annotations = test.annotations();
  const stolen = annotations.find(({ type }) => type === "stolen")?.message ?? "null";
  return {
    name: nameOf(test.module),
    title: test.name,
    method: annotations.find(({ type }) => type === "method")?.message ?? "",
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    minutes: (test.diagnostic()?.duration ?? 0) / MINUTE_MS,
    stolen: Result.shape.stolen.parse(JSON.parse(stolen)),
    figures: annotations
      .filter(({ type }) => type === "figure")
      .map(({ message }) => Figure.parse(JSON.parse(message))),
    earlier: [],
  };
}

function nameOf({ moduleId }: TestModule): string {
  return path.basename(moduleId, ".bench.ts");
}

/** The run before it; null where there is none, or it was measured in another way or on another machine. */
function readComparable(file: string, { method, machine }: Result): Result | null {
  try {
    const last = read(file);
    return last.method === method && last.machine === machine ? last : null;
  } catch {
    return null;
  }
}

/** What the run before leaves to the next one to be compared with; a crowded one leaves nothing of its own. */
function earlierRatios(last: Result): Result["earlier"] {
  if (isCrowded(last.stolen)) return last.earlier;
  const ratios = ratiosOf(last.figures).map(({ key, value }) => [key, value] as const);
  // A number that is none would not come back from JSON.
  const finite = ratios.filter(([, value]) => Number.isFinite(value));
  return [Object.fromEntries(finite), ...last.earlier].slice(0, EARLIER_KEPT);
}

function read(file: string): Result {
  return Result.parse(JSON.parse(readFileSync(file, "utf8")));
}
