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
export type Question = {
  readonly expr: string;
  readonly minute: number;
  readonly values: readonly number[];
};

type Words = Readonly<Record<string, string>>;

/** The alerts of a name that fire at a time, with all that they carry. */
type Firing = {
  readonly name: string;
  readonly minute: number;
  readonly alerts: readonly { readonly labels: Words; readonly annotations: Words }[];
};

export type Scenario = {
  readonly series: Words;
  readonly questions?: readonly Question[];
  readonly firing?: readonly Firing[];
};

/** What promtool finds wrong with a file of rules; empty when it is content. */
export async function checkRules(rules: string): Promise<string> {
  return await inFolder(async (folder) => {
    await writeFile(path.join(folder, "rules.yml"), rules);
    return await complaints(folder, ["check", "rules", "--lint=all", "--lint-fatal", "rules.yml"]);
  });
}

/**
 * Evaluates the rules each minute, or each so many, over made-up series; answers what differs from what is expected.
 */
export async function testRules(
  rules: string,
  scenarios: readonly Scenario[],
  every = 1,
): Promise<string> {
  const interval = `${every}m`;
  const tests = scenarios.map(({ series, questions = [], firing = [] }) => ({
    interval,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    promql_expr_test: questions.map(({ expr, minute, values }) => ({
      expr,
      eval_time: `${minute}m`,
      exp_samples: values.map((value) => ({ labels: "{}", value })),
    })),
    alert_rule_test: firing.map(({ name, minute, alerts }) => ({
      alertname: name,
      eval_time: `${minute}m`,
      exp_alerts: alerts.map(({ labels, annotations }) => {
        return { exp_labels: labels, exp_annotations: annotations };
      }),
    })),
  }));
  return await inFolder(async (folder) => {
    await writeFile(path.join(folder, "rules.yml"), rules);
    const suite = { rule_files: ["rules.yml"], evaluation_interval: interval, tests };
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
