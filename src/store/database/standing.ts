import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { Connection, Database } from "./database.ts";

/** How the database itself is doing. */
export type DatabaseStanding = {
  /** After a failover the old one may take no writes, and say so of itself. */
  readonly isReadOnly: boolean;
  /** Its computer's clock, which no test pushes. */
  readonly clock: DateTime;
};

export async function readStanding({
  kysely,
}: Pick<Database, "kysely">): Promise<DatabaseStanding> {
  const { rows } = await sql<DatabaseStanding>`
    select current_setting('transaction_read_only') = 'on' as "isReadOnly",
      clock_timestamp() as clock`.execute(kysely);
  const [standing] = rows;
  if (standing === undefined) throw new Error("The database answered nothing.");
  return standing;
}

/** Which version it is, and how much it holds. */
export async function readSize(
  connection: Connection,
): Promise<{ readonly version: string; readonly bytes: number }> {
  const { rows } = await sql<{ readonly version: string; readonly bytes: number }>`
    select split_part(current_setting('server_version'), ' ', 1) as version,
      pg_database_size(current_database())::float8 as bytes`.execute(connection);
  const [size] = rows;
  if (size === undefined) throw new Error("The database answered nothing.");
  return size;
}
