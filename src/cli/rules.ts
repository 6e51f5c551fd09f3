import type { Command } from "commander";
import {
  notesOn,
  type ObjectiveFiles,
  readObjectives,
} from "#config/objectives/read-objectives.ts";
import { formatFinding } from "#config/print-findings.ts";
import type { Objective } from "#domain/objective/objective.ts";
import { withLinks } from "#domain/service/objective-links.ts";
import { findUnloaded } from "#prometheus/check-loaded.ts";
import { PrometheusError } from "#prometheus/client/prometheus-error.ts";
import { createPrometheus } from "#prometheus/client/prometheus.ts";
import { INHIBITION } from "#prometheus/inhibition.ts";
import { rulesFile } from "#prometheus/rules.ts";
import { selfObjectives } from "#prometheus/self/self-objectives.ts";
import { selfRulesFile } from "#prometheus/self/self-rules.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";

const TIMEOUT_MS = 10_000;

type Options = {
  readonly config: string;
  readonly inhibition?: true;
  readonly self?: true;
  readonly job: string;
  readonly runbooks: string;
  readonly check?: string;
};

export function addRulesCommand(program: Command): void {
  program
    .command("rules")
    .description(
      "write Prometheus rules for objectives: what is recorded, and alerts when the error budget burns",
    )
    .argument(
      "[files...]",
      "files or folders of Sloth, OpenSLO or Pyrra; without any, those of muster.yaml",
    )
    .addOption(configOption())
    .option("--inhibition", "write the rule for Alertmanager by which a page silences its ticket")
    .option("--self", "write those about Muster itself instead; they need no muster.yaml")
    .option("--job <name>", "with --self: under which Prometheus scrapes Muster", "muster")
    .option(
      "--runbooks <address>",
      "with --self: where docs/watching.md can be read",
      "docs/watching.md",
    )
    .option("--check <url>", "write nothing; ask the Prometheus there whether it runs these rules")
    .addHelpText(
      "after",
      "\nExit code: 0 when all was written, 1 when something cannot be meant, 2 for wrong usage.",
    )
    .action(rules);
}

async function rules(files: readonly string[], options: Options): Promise<void> {
  const { config, inhibition, self, check } = options;
  if (inhibition === true) {
    process.stdout.write(INHIBITION);
    return;
  }
  if (self === true) {
    process.stdout.write(selfRulesFile({ ...options, objectives: await selfObjectives() }));
    return;
  }
  const read = files.length > 0 ? await readObjectives(files) : await configured(config);
  if (read === null) return;
  for (const finding of read.findings) console.error(formatFinding(finding));
  if (read.findings.some(({ level }) => level === "error")) {
    process.exitCode = 1;
    return;
  }
  for (const line of read.objectives.flatMap(notesOn)) console.error(`note: ${line}`);
  if (check === undefined) process.stdout.write(rulesFile(read.objectives));
  else await checkLoaded(check, read.objectives);
}

async function checkLoaded(url: string, objectives: readonly Objective[]): Promise<void> {
  const prometheus = createPrometheus({ url: url.replace(/\/+$/, "") }, { timeoutMs: TIMEOUT_MS });
  try {
    const missing = await findUnloaded(prometheus, objectives);
    for (const line of missing) console.log(line);
    if (missing.length > 0) process.exitCode = 1;
    else console.log(`${url} runs the rules of ${objectives.length} objectives`);
  } catch (error) {
    if (!(error instanceof PrometheusError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** With links to what muster.yaml knows of each service. */
async function configured(config: string): Promise<ObjectiveFiles | null> {
  const loaded = await loadOrReport(config);
  if (loaded === null) return null;
  const { objectives, findings } = loaded.objectives;
  return { objectives: objectives.map((one) => withLinks(one, loaded.configuration)), findings };
}
