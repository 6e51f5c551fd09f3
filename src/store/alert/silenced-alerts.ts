import { sql } from "kysely";
import type { Connection } from "#store/database/database.ts";

/** How many alerts of a source fire and are kept quiet by that silence, in whichever incident. */
export async function countSilenced(
  connection: Connection,
  source: string,
  silence: string,
): Promise<number> {
  const { count } = await connection
    .selectFrom("alert")
    .select((row) => row.fn.countAll<number>().as("count"))
    .where("source", "=", source)
    .where("status", "=", "firing")
    .where(sql<boolean>`muted_by ? ${silence}`)
    .executeTakeFirstOrThrow();
  return count;
}
