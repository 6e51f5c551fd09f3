import { sql, type Kysely } from "kysely";

/**
 * What was or is wrong with Muster itself, and which process sees it, so that people are told of it once, however many
 * processes there are and however often they are started.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table impairment (
      id bigint generated always as identity primary key,
      part text not null,
      key text not null,
      words text not null,
      consequence text not null,
      fix text not null,
      severity text not null,
      began_at timestamptz not null,
      ended_at timestamptz,
      told_as text,
      seen_by jsonb not null
    )`.execute(db);
  await sql`create index impairment_open on impairment (part, key) where ended_at is null`.execute(
    db,
  );
}
