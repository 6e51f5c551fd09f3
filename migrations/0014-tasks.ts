import { sql, type Kysely } from "kysely";

/**
 * Tasks and follow-ups of all incidents, so that people find theirs without reading every incident. The state of each
 * incident stays the truth; rows follow it in the same transaction.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table task (
      incident_id bigint not null references incident,
      number integer not null,
      type text not null,
      text text not null,
      state text not null,
      owners text[] not null,
      due_at timestamptz,
      primary key (incident_id, number)
    )`.execute(db);
  await sql`create index task_open_owner on task using gin (owners) where state = 'open'`.execute(
    db,
  );
}
