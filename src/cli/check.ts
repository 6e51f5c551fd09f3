import type { Command } from "commander";
import { DateTime } from "luxon";
import { loadConfiguration } from "#config/load.ts";
import { formatFinding, listFindings } from "#config/print-findings.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { type PlannedSchedule, planSchedules } from "#domain/schedule/plan-schedules.ts";
import { configOption } from "./config-option.ts";
import { count } from "./count.ts";
import { formerOrReport } from "./load-or-report.ts";
import { formatPlan, peopleOf, planForPrograms, QUARTER } from "./print-plan.ts";
import { templateFindings } from "./template-findings.ts";

type Options = { readonly config: string; readonly against?: string; readonly json?: true };

export function addCheckCommand(program: Command): void {
  program
    .command("check")
    .description("say what is wrong with the configuration and the runbooks")
    .addOption(configOption())
    .option("--against <file>", "muster.yaml as it was: also say whose shifts change in 90 days")
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nExit code: 0 when it can be used, 1 when it cannot, 2 for wrong usage.",
    )
    .action(check);
}

async function check({ config, against, json }: Options): Promise<void> {
  const now = DateTime.now();
  const loaded = await loadConfiguration(config, now);
  const findings = [...listFindings(config, loaded), ...templateFindings(loaded)];
  const errors = findings.filter(({ level }) => level === "error").length;
  if (errors > 0) process.exitCode = 1;
  const edit = against === undefined || !loaded.ok ? null : await readEdit(against, loaded, now);
  if (json) {
    const schedules = edit === null ? {} : { schedules: planForPrograms(edit.plan) };
    const known = { ok: errors === 0, file: config, findings };
    console.log(JSON.stringify({ ...known, ...schedules }, null, 2));
    return;
  }
  for (const finding of findings) console.log(formatFinding(finding));
  console.log(`${config}: ${summary(errors, findings.length - errors)}`);
  if (edit !== null && edit.plan.length > 0) console.log(formatPlan(edit.people, edit.plan));
}

type Edit = {
  readonly people: Configuration["people"];
  readonly plan: readonly PlannedSchedule[];
};

/** What the edit of the former file does to people; null when that cannot be read. */
async function readEdit(
  against: string,
  { configuration }: { readonly configuration: Configuration },
  now: DateTime,
): Promise<Edit | null> {
  const before = await formerOrReport(against);
  if (before === null) return null;
  const start = now.toMillis();
  const span = { start, end: start + QUARTER };
  return {
    people: peopleOf(before, configuration),
    plan: planSchedules(before.schedules, configuration.schedules, span),
  };
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return "nothing is wrong";
  return `${count(errors, "error")}, ${count(warnings, "warning")}`;
}
