import { userInfo } from "node:os";
import type { Command } from "commander";
import { deliveryNumber } from "./delivery-argument.ts";

type Options = { readonly again?: true; readonly by?: string };

/** The environment arrives here, because main.ts alone touches it. */
export function addReplayCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("replay")
    .description(
      "hand deliveries in again, such as those in quarantine after what was wrong is mended",
    )
    .argument("<delivery...>", "their numbers")
    .option("--again", "also those that were worked off already")
    .option("--by <name>", "who does it; whoever runs this when left out")
    .addHelpText(
      "after",
      "\nNobody is paged twice for what is known. On PostgreSQL a Muster that runs takes them at once; the embedded database belongs to one process, so Muster must be stopped, and takes them when it starts.\nExit code: 0 when all are handed in or need not be, 1 when one cannot be, 2 for wrong usage.",
    )
    .action(async (deliveries: readonly string[], options: Options, command: Command) => {
      const ids = deliveries.map((delivery) => deliveryNumber(delivery, command));
      const { replayDeliveries } = await import("./replay-deliveries.ts");
      const by = options.by ?? operator();
      await replayDeliveries(environment, { ids, by, again: options.again === true });
    });
}

/** A container's user may have a number only. */
function operator(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "?"}`;
  }
}
