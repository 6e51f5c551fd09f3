import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Settings as Luxon } from "luxon";
import { openDatabase } from "#store/database/database.ts";
import { migrate } from "#store/database/migrate.ts";
import { createLogger } from "#telemetry/logger.ts";
import { writeExample } from "./example.ts";

Luxon.throwOnInvalid = true;

const DOCS = join(import.meta.dirname, "..", "..", "docs");

const dataDir = await mkdtemp(join(tmpdir(), "muster-example-"));
try {
  const logger = createLogger({ level: "warn" });
  const database = await openDatabase({ url: undefined, dataDir, logger });
  await migrate(database, { logger });
  const files = await writeExample(database);
  await database.close();
  for (const { path, text } of files) {
    const file = join(DOCS, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(file);
  }
} finally {
  await rm(dataDir, { recursive: true });
}
