import { sql, type Kysely } from "kysely";

/**
 * Calendar programs cannot log in, so a calendar's address is its secret. It is kept as it is, because its owner asks
 * for it again and again, and it opens nothing that does not stand in this database anyway. It is looked up by its
 * hash, so that no query and no error of one carries it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar (
      id bigint generated always as identity primary key,
      owner text not null,
      schedule text,
      secret text not null,
      hash text not null unique,
      created_at timestamptz not null default muster_now()
    )`.execute(db);
  await sql`create unique index calendar_of_owner on calendar (owner, coalesce(schedule, ''))`.execute(
    db,
  );
}
