import type { Command } from "commander";
import {
  type ObjectiveFiles,
  readObjectives,
  unreachablePairs,
} from "#config/objectives/read-objectives.ts";
import { formatFinding } from "#config/print-findings.ts";
import { withLinks } from "#domain/service/objective-links.ts";
import { INHIBITION } from "#prometheus/inhibition.ts";
import { rulesFile } from "#prometheus/rules.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";

type Options = { readonly config: string; readonly inhibition?: true };

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
    .addHelpText(
      "after",
      "\nExit code: 0 when all was written, 1 when something cannot be meant, 2 for wrong usage.",
    )
    .action(rules);
}

async function rules(files: readonly string[], { config, inhibition }: Options): Promise<void> {
  if (inhibition === true) {
    process.stdout.write(INHIBITION);
    return;
  }
  const read = files.length > 0 ? await readObjectives(files) : await configured(config);
  if (read === null) return;
  for (const finding of read.findings) console.error(formatFinding(finding));
  if (read.findings.some(({ level }) => level === "error")) {
    process.exitCode = 1;
    return;
  }
  for (const line of read.objectives.flatMap(unreachablePairs)) console.error(`note: ${line}`);
  process.stdout.write(rulesFile(read.objectives));
}

/** With links to what muster.yaml knows of each service. */
async function configured(config: string): Promise<ObjectiveFiles | null> {
  const loaded = await loadOrReport(config);
  if (loaded === null) return null;
  const { objectives, findings } = loaded.objectives;
  return { objectives: objectives.map((one) => withLinks(one, loaded.configuration)), findings };
}
