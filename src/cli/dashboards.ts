import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { formatFinding } from "#config/print-findings.ts";
import { dashboards } from "#prometheus/dashboards/dashboards.ts";
import { musterDashboard } from "#prometheus/dashboards/muster-dashboard.ts";
import type { NamedDashboard } from "#prometheus/dashboards/named-dashboard.ts";
import { configOption } from "./config-option.ts";
import { loadOrReport } from "./load-or-report.ts";

type Options = { readonly config: string; readonly output?: string; readonly self?: true };

export function addDashboardsCommand(program: Command): void {
  program
    .command("dashboards")
    .description("write Grafana dashboards: objectives, a service, and Muster itself")
    .argument("[names...]", "which ones; without any, all")
    .addOption(configOption())
    .option(
      "-o, --output <folder>",
      "write one file for each; without it, print the one that is named",
    )
    .option("--self", "the one about Muster itself; it needs no muster.yaml")
    .addHelpText(
      "after",
      "\nExit code: 0 when all was written, 1 when something cannot be meant, 2 for wrong usage.",
    )
    .action(writeDashboards);
}

async function writeDashboards(
  names: readonly string[],
  { config, output, self }: Options,
  command: Command,
): Promise<void> {
  const all = self === true ? [musterDashboard()] : await configured(config);
  if (all === null) return;
  const wanted = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const unknown = names.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) {
    command.error(`error: there is no dashboard ${unknown.join(", ")}\n${listOf(all)}`);
  }
  if (output !== undefined) {
    await writeInto(output, wanted);
    return;
  }
  const [only, ...others] = wanted;
  if (only === undefined || others.length > 0) {
    command.error(`error: name one of these, or give --output\n${listOf(all)}`);
  } else {
    process.stdout.write(textOf(only));
  }
}

async function configured(config: string): Promise<readonly NamedDashboard[] | null> {
  const loaded = await loadOrReport(config);
  if (loaded === null) return null;
  const { objectives, findings } = loaded.objectives;
  for (const finding of findings) console.error(formatFinding(finding));
  if (findings.some(({ level }) => level === "error")) {
    process.exitCode = 1;
    return null;
  }
  return dashboards(objectives, [...loaded.configuration.services.keys()]);
}

async function writeInto(folder: string, wanted: readonly NamedDashboard[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const one of wanted) {
    const file = join(folder, `${one.name}.json`);
    await writeFile(file, textOf(one));
    console.log(file);
  }
}

function textOf({ dashboard }: NamedDashboard): string {
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function listOf(all: readonly NamedDashboard[]): string {
  return all.map(({ name, about }) => `  ${name}: ${about}`).join("\n");
}
