import type { Command } from "commander";

/** The environment arrives here, because main.ts alone touches it. */
export function addRestoreCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("restore")
    .description("fill an empty database with a backup, also one of the other kind of database")
    .argument("<file>", "what muster backup wrote")
    .addHelpText(
      "after",
      "\nIt fills the database of DATABASE_URL, or the embedded one in MUSTER_DATA_DIR, which must be empty; all of it or nothing is written. Start Muster afterwards, and never two on two copies.\nExit code: 0 when it was restored and every timeline is as it was written, 1 when not, 2 for wrong usage.",
    )
    .action(async (file: string) => {
      const { putBack } = await import("./put-back.ts");
      await putBack(environment, file);
    });
}
