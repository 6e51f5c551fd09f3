import { sql, type Kysely } from "kysely";

/**
 * Which lines of the policy each budget has crossed and when that was told, so that neither a restart nor another
 * process tells it twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table budget add column crossings jsonb not null default '{}'`.execute(db);
}
