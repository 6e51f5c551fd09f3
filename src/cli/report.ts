import { type Command, Option } from "commander";
import { configOption } from "./config-option.ts";
import { parseMoment } from "./moment.ts";
import { REPORT_TABLES } from "./report-tables.ts";
import type { ReportOptions } from "./show-report.ts";

/** The environment arrives here, because main.ts alone touches it. */
export function addReportCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("report")
    .description(
      "say what incidents, pages, repairs and error budgets teach; of four weeks by default",
    )
    .addOption(configOption())
    .addOption(new Option("--team <id>", "of the services of a team").conflicts("service"))
    .option("--service <id>", "of one service; of all, when neither is given")
    .option(
      "--from <time>",
      "such as 2026-11-01; four weeks before the end, when left out",
      parseMoment,
    )
    .option("--to <time>", "up to then, such as 2026-12-01; now, when left out", parseMoment)
    .option("--zone <name>", "by which these times are meant, such as Europe/Berlin", "UTC")
    .addOption(
      new Option("--csv <table>", "one table for spreadsheets")
        .choices(Object.keys(REPORT_TABLES))
        .conflicts("json"),
    )
    .option("--json", "everything, for programs")
    .addHelpText(
      "after",
      "\nReads the database that DATABASE_URL or MUSTER_DATA_DIR names. docs/learning.md says what each number means.",
    )
    .action(async (options: ReportOptions, command: Command) => {
      // Commands that need no database do not wait for its drivers.
      const { showReport } = await import("./show-report.ts");
      await showReport(environment, options, command);
    });
}
