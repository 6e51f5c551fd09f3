import type { Command } from "commander";

type Options = { readonly check?: true };

/** The environment arrives here, because main.ts alone touches it. */
export function addMigrateCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("migrate")
    .description("bring the database up to date; npm start does so too")
    .option("--check", "only list what is pending")
    .addHelpText(
      "after",
      "\nExit code: 0 when it is up to date, 1 when it is not, 2 for wrong usage.",
    )
    .action(async ({ check }: Options) => {
      // Commands that need no database do not wait for its drivers.
      const { applyMigrations, listPending } = await import("./migrate-database.ts");
      await (check ? listPending(environment) : applyMigrations(environment));
    });
}
