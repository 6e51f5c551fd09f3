import type { Command } from "commander";
import { configOption } from "./config-option.ts";

type Options = { readonly config: string; readonly json?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addDoctorCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("doctor")
    .description(
      "look whether everything is well: configuration, Slack, database, sources, Prometheus, who can be reached tonight, clocks, fonts, and that no timeline was changed",
    )
    .addOption(configOption())
    .option("--json", "for programs")
    .addHelpText("after", "\nExit code: 0 when all is well, 1 when it is not, 2 for wrong usage.")
    .action(async ({ config, json }: Options) => {
      // Commands that need neither database nor Slack do not wait for their libraries.
      const { examine } = await import("./doctor/examine.ts");
      const { printExamination } = await import("./doctor/print-examination.ts");
      printExamination(await examine(config, environment), json === true);
    });
}
