import { sql } from "kysely";
import { SLACK } from "#domain/way.ts";
import type { Database } from "#store/database/database.ts";

/**
 * How long the oldest page has waited that was neither sent nor given up, in seconds; 0 when none waits. What another
 * way has delivered still waits for Slack.
 */
export async function oldestUnsentSeconds({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from muster_now() - min(created_at))::float8 as seconds
    from (
      select created_at from page where state = 'pending'
      union all
      select page.created_at from page_attempt
      join page on page.id = page_attempt.page_id
      where way = ${SLACK} and page_attempt.state in ('pending', 'sending')
    ) as waiting`.execute(kysely);
  return rows[0]?.seconds ?? 0;
}
