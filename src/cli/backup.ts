import type { Command } from "commander";

/** The environment arrives here, because main.ts alone touches it. */
export function addBackupCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("backup")
    .description("write everything that the database holds into one compressed file")
    .argument("<file>", "a file that is not there yet, such as muster-2026-11-21.backup")
    .addHelpText(
      "after",
      "\nOn PostgreSQL it runs beside Muster; the embedded database belongs to one process, so stop Muster first.\nThe file holds addresses of people: keep it where only those read it who may.\nExit code: 0 when it was taken, 1 when not, 2 for wrong usage.",
    )
    .action(async (file: string) => {
      const { takeBackup } = await import("./take-backup.ts");
      await takeBackup(environment, file);
    });
}
