import type { Command } from "commander";
import { configOption } from "./config-option.ts";
import { incidentNumber } from "./incident-argument.ts";

type Options = { readonly config: string; readonly json?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addTimelineCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("timeline")
    .description("print what happened in an incident, in Markdown")
    .argument("<incident>", "such as INC-12")
    .addOption(configOption())
    .option("--json", "for programs: every entry as it was written")
    .addHelpText(
      "after",
      "\nExit code: 0 when there is such an incident, 1 when not, 2 for wrong usage.",
    )
    .action(async (name: string, { config, json }: Options, command: Command) => {
      const number = incidentNumber(name, command);
      const { printTimeline } = await import("./print-timeline.ts");
      await printTimeline(number, { config, environment, json: json === true });
    });
}
