import { createHash } from "node:crypto";
import type { Database } from "#store/database/database.ts";

/** Keeps each configuration that was ever in use, once, so that what happened can be understood later. */
export async function noteConfiguration(database: Database, content: string): Promise<void> {
  const digest = createHash("sha256").update(content).digest("hex");
  await database.kysely
    .insertInto("configuration_version")
    .values({ digest, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
