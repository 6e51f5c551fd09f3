import { stat } from "node:fs/promises";
import { backUp } from "#store/backup/backup-file.ts";
import { reportRefusal, showRows } from "./backup-words.ts";
import { count } from "./count.ts";
import { withDatabase } from "./with-database.ts";

const WITH_PATIENCE = { toMigrate: true };

/** Writes the file, and says what it holds. */
export async function takeBackup(environment: NodeJS.ProcessEnv, file: string): Promise<void> {
  await withDatabase(
    environment,
    (database) =>
      reportRefusal(async () => {
        const { counts } = await backUp(database, file, showRows);
        const { size } = await stat(file);
        const rows = Object.values(counts).reduce((sum, one) => sum + one, 0);
        const incidents = count(counts["incident"] ?? 0, "incident");
        console.log(`${file}: ${incidents}, ${count(rows, "row")} in all, ${count(size, "byte")}`);
      }),
    WITH_PATIENCE,
  );
}
