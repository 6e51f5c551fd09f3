import { Command, CommanderError } from "commander";
import { Settings as Luxon } from "luxon";
import { addBackupCommand } from "./backup.ts";
import { addCheckCommand } from "./check.ts";
import { addDashboardsCommand } from "./dashboards.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addDocumentCommand } from "./document.ts";
import { addExportCommand } from "./export.ts";
import { addFairnessCommand } from "./fairness.ts";
import { addForgetCommand } from "./forget.ts";
import { addGapsCommand } from "./gaps.ts";
import { addMigrateCommand } from "./migrate.ts";
import { addPlanCommand } from "./plan.ts";
import { addPostmortemCommand } from "./postmortem.ts";
import { addQuarantineCommand } from "./quarantine.ts";
import { addReplayCommand } from "./replay.ts";
import { addReportCommand } from "./report.ts";
import { addRestoreCommand } from "./restore.ts";
import { addRouteCommand } from "./route.ts";
import { addRulesCommand } from "./rules.ts";
import { addShiftsCommand } from "./shifts.ts";
import { addTimelineCommand } from "./timeline.ts";
import { addTraceCommand } from "./trace.ts";
import { addWhoCommand } from "./who.ts";

Luxon.throwOnInvalid = true;

const USAGE = 2;

/** Does what the words on the command line say; the exit code is the answer. */
export async function runCommand(environment: NodeJS.ProcessEnv): Promise<void> {
  const program = new Command("muster")
    .description("On-call and incidents in Slack: tools around the configuration and the database.")
    .exitOverride()
    .showHelpAfterError("(--help says more)");

  // One file for each command; each sets the exit code 1 when it has found something.
  addCheckCommand(program);
  addRouteCommand(program);
  addWhoCommand(program);
  addShiftsCommand(program);
  addGapsCommand(program);
  addPlanCommand(program);
  addFairnessCommand(program, environment);
  addReportCommand(program, environment);
  addRulesCommand(program);
  addDashboardsCommand(program);
  addMigrateCommand(program, environment);
  addTimelineCommand(program, environment);
  addTraceCommand(program, environment);
  addPostmortemCommand(program, environment);
  addQuarantineCommand(program, environment);
  addReplayCommand(program, environment);
  addBackupCommand(program, environment);
  addRestoreCommand(program, environment);
  addExportCommand(program, environment);
  addForgetCommand(program, environment);
  addDoctorCommand(program, environment);
  addDocumentCommand(program);

  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  }
}
