import { faultWords } from "#app/cli/doctor/examine-timelines.ts";
import { restoreBackup } from "#store/backup/restore-backup.ts";
import { verifyTimelines } from "#store/incident/verify-timelines.ts";
import { reportRefusal, showRows } from "./backup-words.ts";
import { count } from "./count.ts";
import { withDatabase } from "./with-database.ts";

const WITH_PATIENCE = { toMigrate: true };

/** Restores the file, and looks whether every timeline is as it was written. */
export async function putBack(environment: NodeJS.ProcessEnv, file: string): Promise<void> {
  await withDatabase(
    environment,
    (database, logger) =>
      reportRefusal(async () => {
        const { takenAt } = await restoreBackup(database, file, { logger, onProgress: showRows });
        const { incidents, lines, faults } = await verifyTimelines(database, () => undefined);
        console.log(
          `restored as of ${takenAt}: ${count(incidents, "timeline")} with ${count(lines, "line")} verified`,
        );
        for (const fault of faults) console.error(faultWords(fault));
        if (faults.length > 0) process.exitCode = 1;
      }),
    WITH_PATIENCE,
  );
}
