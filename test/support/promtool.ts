import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const PROGRAM = "promtool";
const MISSING = `Tests of rules need ${PROGRAM}: install Debian's prometheus`;
const run = promisify(execFile);

/** Whether this machine has promtool; where every test must run, its absence is an error. */
export function hasPromtool(): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  if (folders.some((folder) => existsSync(path.join(folder, PROGRAM)))) return true;
  if (process.env["CI"] === "true") throw new Error(MISSING);
  process.stderr.write(`Skipped: ${MISSING}.\n`);
  return false;
}

/** What is asked at a time, in minutes from the beginning, and the values expected. */
type Question = {
  readonly expr: string;
  readonly minute: number;
  readonly values: readonly number[];
};

export type Scenario = {
  readonly series: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
};

/** What promtool finds wrong with a file of rules; empty when it is content. */
export async function checkRules(rules: string): Promise<string> {
  return await inFolder(async (folder) => {
    await writeFile(path.join(folder, "rules.yml"), rules);
    return await complaints(folder, ["check", "rules", "--lint=all", "--lint-fatal", "rules.yml"]);
  });
}

/** Evaluates the rules each minute over made-up series; answers what differs from what is expected. */
export async function testRules(rules: string, scenarios: readonly Scenario[]): Promise<string> {
  const tests = scenarios.map(({ series, questions }) => ({
    interval: "1m",
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: questions.map(({ expr, minute, values }) => ({
      expr,
      eval_time: `${minute}m`,
      exp_samples: values.map((value) => ({ labels: "{}", value })),
    })),
  }));
  return await inFolder(async (folder) => {
    await writeFile(path.join(folder, "rules.yml"), rules);
    const suite = { rule_files: ["rules.yml"], evaluation_interval: "1m", tests };
    await writeFile(path.join(folder, "tests.yml"), JSON.stringify(suite));
    return await complaints(folder, ["test", "rules", "tests.yml"]);
  });
}

async function complaints(cwd: string, args: readonly string[]): Promise<string> {
  try {
    await run(PROGRAM, args, { cwd });
    return "";
  } catch (error) {
    const { stdout = "", stderr = "" } = Object(error) as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}`;
  }
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-promtool-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
