import type { Command } from "commander";
import { DateTime } from "luxon";
import { planSchedules } from "#domain/schedule/plan-schedules.ts";
import { configOption } from "./config-option.ts";
import { formerOrReport, loadOrReport } from "./load-or-report.ts";
import { type Moment, parseMoment } from "./moment.ts";
import { formatPlan, peopleOf, planForPrograms, QUARTER } from "./print-plan.ts";
import { COUNTED } from "./schedule-options.ts";

type Options = {
  readonly config: string;
  readonly against: string;
  readonly at?: Moment;
  readonly to?: Moment;
  readonly json?: true;
};

export function addPlanCommand(program: Command): void {
  program
    .command("plan")
    .description("say whose shifts change by an edit of the schedules")
    .requiredOption("--against <file>", "muster.yaml as it was")
    .addOption(configOption())
    .option("--at <time>", "when the edit comes into force; now by default", parseMoment)
    .option("--to <time>", "how far to look ahead; 90 days by default", parseMoment)
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nExit code: 0 when nobody's shifts change, 1 otherwise, 2 for wrong usage.",
    )
    .addHelpText("after", "\nTimes without Z or an offset are UTC, for all schedules together.")
    .addHelpText("after", COUNTED)
    .action(showPlan);
}

async function showPlan(options: Options, command: Command): Promise<void> {
  const [before, loaded] = [
    await formerOrReport(options.against),
    await loadOrReport(options.config),
  ];
  if (before === null || loaded === null) return;
  const after = loaded.configuration;
  const start = options.at?.("utc") ?? DateTime.now().toMillis();
  const span = { start, end: options.to?.("utc") ?? start + QUARTER };
  if (span.end <= span.start) command.error("error: --to is not after --at");
  const plan = planSchedules(before.schedules, after.schedules, span);
  if (plan.some(({ changes }) => changes.length > 0)) process.exitCode = 1;
  const people = peopleOf(before, after);
  const text = formatPlan(people, plan);
  const json = JSON.stringify({ schedules: planForPrograms(plan) }, null, 2);
  console.log(options.json ? json : text);
}
