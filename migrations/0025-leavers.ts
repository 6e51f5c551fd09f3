import { sql, type Kysely } from "kysely";

/**
 * Who has left muster.yaml although addresses of theirs are still here, and since when, so that these are removed after
 * a while: at once would be too early for whoever is missing by mistake.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table leaver (
      person text primary key,
      since timestamptz not null default muster_now()
    )`.execute(db);
}
