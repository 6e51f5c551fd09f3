import type { Command } from "commander";
import { loadConfiguration } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";
import { configOption } from "./config-option.ts";

type Options = { readonly config: string; readonly json?: true };

export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("say what is wrong with the configuration and the runbooks")
    .addOption(configOption())
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nExit code: 0 when it can be used, 1 when it cannot, 2 for wrong usage.",
    )
    .action(check);
}

async function check({ config, json }: Options): Promise<void> {
  const findings = listFindings(config, await loadConfiguration(config));
  const errors = findings.filter(({ level }) => level === "error").length;
  if (errors > 0) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ ok: errors === 0, file: config, findings }, null, 2));
    return;
  }
  for (const finding of findings) console.log(formatFinding(finding));
  console.log(`${config}: ${summary(errors, findings.length - errors)}`);
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return "nothing is wrong";
  return `${count(errors, "error")}, ${count(warnings, "warning")}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
