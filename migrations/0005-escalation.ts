import { sql, type Kysely } from "kysely";

/**
 * A page says how urgent it is, and whether it calls somebody or asks whoever has the incident if they still do.
 * A level that pages one person at a time remembers who had the last turn, so that the next one is somebody else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table page
      add column urgency text not null default 'high',
      add column kind text not null default 'call'`.execute(db);
  await sql`
    create table page_turn (
      policy text not null,
      level int not null,
      person text not null,
      primary key (policy, level)
    )`.execute(db);
}
