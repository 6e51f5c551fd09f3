import type { Command } from "commander";
import { deliveryNumber } from "./delivery-argument.ts";

type Options = { readonly json?: true; readonly raw?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addQuarantineCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("quarantine")
    .description("list the deliveries that could not be read, or print one of them")
    .argument("[delivery]", "its number")
    .option("--json", "for programs: the list")
    .option("--raw", "the bytes of one as they came")
    .addHelpText(
      "after",
      "\nExit code: 0 when there is none, 1 when there are some, 2 for wrong usage. Of one: 0 when there is such a delivery, 1 when not.",
    )
    .action(async (delivery: string | undefined, { json, raw }: Options, command: Command) => {
      const id = delivery === undefined ? null : deliveryNumber(delivery, command);
      const { printQuarantine, printDelivery } = await import("./print-quarantine.ts");
      if (id === null) await printQuarantine(environment, json === true);
      else await printDelivery(environment, id, raw === true);
    });
}
