import { sql } from "kysely";
import type { Database } from "./database.ts";

/** How long the oldest page has waited that was neither sent nor given up, in seconds; 0 when none waits. */
export async function oldestUnsentSeconds({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from muster_now() - min(created_at))::float8 as seconds
    from page where state = 'pending'`.execute(kysely);
  return rows[0]?.seconds ?? 0;
}
