import { type Command, Option } from "commander";
import { configOption } from "./config-option.ts";
import { incidentNumber } from "./incident-argument.ts";

export type PostmortemOptions = {
  readonly config: string;
  readonly into?: string;
  readonly images?: string;
  readonly format: "svg" | "png";
  readonly template?: string;
  readonly zone?: string;
  readonly plain?: true;
};

/** The environment arrives here, because main.ts alone touches it. */
export function addPostmortemCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("postmortem")
    .description("print an incident's postmortem in Markdown, or redraw its facts in a file")
    .argument("<incident>", "such as INC-12")
    .addOption(configOption())
    .option(
      "--into <file>",
      "redraw the facts between their markers and leave all else as it is; made when it is missing",
    )
    .option("--images <folder>", "write the charts there, and show them in the document")
    .addOption(
      new Option("--format <format>", "what charts are written as")
        .choices(["svg", "png"])
        .default("svg"),
    )
    .option("--template <id>", "another template than the one for this incident")
    .option("--zone <zone>", "whose clock stands beside UTC, such as Europe/Berlin")
    .addOption(new Option("--plain", "without the markers around facts").conflicts("into"))
    .addHelpText(
      "after",
      "\nExit code: 0 when it was written, 1 when there is no such incident or the file's markers are damaged, 2 for wrong usage.",
    )
    .action(async (name: string, options: PostmortemOptions, command: Command) => {
      const number = incidentNumber(name, command);
      const { writePostmortem } = await import("./write-postmortem.ts");
      await writePostmortem(number, { options, environment, command });
    });
}
