import { sql, type Kysely } from "kysely";

/**
 * What is still under way when a person is forgotten must not write down afterwards what was deleted of them. Those of
 * whom there is anything to forget are found by the index, however many pages there were.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table page_attempt add column forgotten boolean not null default false`.execute(
    db,
  );
  await sql`create index page_attempt_of_person on page_attempt (person) where not forgotten`.execute(
    db,
  );
}
