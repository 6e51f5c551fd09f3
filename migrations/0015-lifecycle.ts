import { sql, type Kysely } from "kysely";

/** Channels of incidents that are over: since when people were told that theirs will be archived, and that it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table slack_channel
      add column archive_told_at timestamptz,
      add column archived_at timestamptz`.execute(db);
}
