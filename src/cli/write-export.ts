import { exportInto } from "#store/backup/export-folder.ts";
import { reportRefusal } from "./backup-words.ts";
import { count } from "./count.ts";
import { withDatabase } from "./with-database.ts";

const WITH_PATIENCE = { toMigrate: true };

/** Writes the folder, and says how much it has. */
export async function writeExport(environment: NodeJS.ProcessEnv, folder: string): Promise<void> {
  await withDatabase(
    environment,
    (database) =>
      reportRefusal(async () => {
        const { rows } = await exportInto(database, folder);
        const all = Object.values(rows).reduce((sum, one) => sum + one, 0);
        console.log(
          `${folder}: ${count(all, "row")} of ${count(Object.keys(rows).length, "table")}`,
        );
      }),
    WITH_PATIENCE,
  );
}
