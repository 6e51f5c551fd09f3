import { type Command, InvalidArgumentError, Option } from "commander";
import { DateTime } from "luxon";
import { type Month, monthAt, parseMonth } from "#domain/shift/month.ts";
import { configOption } from "./config-option.ts";
import type { FairnessOptions } from "./show-fairness.ts";

/** The environment arrives here, because main.ts alone touches it. */
export function addFairnessCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("fairness")
    .description("say what a month on call asked of each person")
    .argument("[name]", "a schedule, service or team; everything together by default")
    .addOption(configOption())
    .option("--month <month>", "such as 2026-10 or october", readMonth, readMonth("last"))
    .addOption(new Option("--csv", "for spreadsheets").conflicts("json"))
    .option("--json", "for programs")
    .addHelpText(
      "after",
      "\nReads the database that DATABASE_URL or MUSTER_DATA_DIR names. Somebody who has two schedules at once is counted once.",
    )
    .action(async (wanted: string | undefined, options: FairnessOptions, command: Command) => {
      // Commands that need no database do not wait for its drivers.
      const { showFairness } = await import("./show-fairness.ts");
      await showFairness(environment, { wanted, options, command });
    });
}

function readMonth(text: string): Month {
  const month = parseMonth(text, thisMonth());
  if (month !== null) return month;
  throw new InvalidArgumentError("Write a month like 2026-10, october or last.");
}

function thisMonth(): Month {
  return monthAt(DateTime.now().toMillis(), "utc");
}
