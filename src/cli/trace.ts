import type { Command } from "commander";

type Options = { readonly json?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addTraceCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("trace")
    .description("print the way of an alert from its delivery to whoever was paged, with timings")
    .argument("<delivery|incident>", "such as 123, a delivery's number in the log, or INC-12")
    .option("--json", "for programs: every step with its ids and milliseconds")
    .addHelpText(
      "after",
      "\nExit code: 0 when there is such a delivery or incident, 1 when not, 2 for wrong usage.",
    )
    .action(async (name: string, { json }: Options, command: Command) => {
      const subject = subjectOf(name, command);
      const { printTrace } = await import("./print-trace.ts");
      await printTrace(subject, { environment, json: json === true });
    });
}

export type TraceSubject = { readonly kind: "delivery" | "incident"; readonly number: number };

function subjectOf(name: string, command: Command): TraceSubject {
  const [, mark, digits] = /^(?:(inc-?)|#)?(\d{1,15})$/iu.exec(name) ?? [];
  if (digits === undefined) {
    command.error(`error: ${name} is neither; write a delivery like 123, an incident like INC-12`);
  }
  return { kind: mark === undefined ? "delivery" : "incident", number: Number(digits) };
}
