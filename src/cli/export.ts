import type { Command } from "commander";

/** The environment arrives here, because main.ts alone touches it. */
export function addExportCommand(program: Command, environment: NodeJS.ProcessEnv): void {
  program
    .command("export")
    .description("write everything that the database holds as JSON, without secrets")
    .argument("<folder>", "gets a file of JSON lines for each table; made if it is not there")
    .addHelpText(
      "after",
      "\nFor whoever analyses it or leaves; what can be restored is a backup. docs/data.md says what the tables are.\nOn PostgreSQL it runs beside Muster; the embedded database belongs to one process, so stop Muster first.\nExit code: 0 when all was written, 1 when not, 2 for wrong usage.",
    )
    .action(async (folder: string) => {
      const { writeExport } = await import("./write-export.ts");
      await writeExport(environment, folder);
    });
}
