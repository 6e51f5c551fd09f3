import { type RawBuilder, sql } from "kysely";
import type { DateTime } from "luxon";
import type { Connection } from "./database.ts";

/** The database's clock in a query; never a replica's, and tests can push it. */
export function musterNow(): RawBuilder<DateTime> {
  return sql<DateTime>`muster_now()`;
}

export async function readClock(connection: Connection): Promise<DateTime> {
  const { now } = await connection.selectNoFrom(musterNow().as("now")).executeTakeFirstOrThrow();
  return now;
}
