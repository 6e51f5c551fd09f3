import type { Command } from "commander";

/** The environment arrives here, because main.ts alone touches it. */
export function addForgetCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("forget")
    .description(
      "delete what is somebody's own: addresses, calendars, tests, and how each was reached",
    )
    .argument("<person>", "their id in muster.yaml, also when it no longer stands there")
    .addHelpText(
      "after",
      "\nWhat they did in incidents and when they were on call is the record, and stays; docs/data.md says more.\nOn PostgreSQL it runs beside Muster; the embedded database belongs to one process, so stop Muster first.\nExit code: 0 when nothing of theirs is left, 1 when it could not be done, 2 for wrong usage.",
    )
    .action(async (person: string) => {
      const { forget } = await import("./forget-person.ts");
      await forget(environment, person);
    });
}
