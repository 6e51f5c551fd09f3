import { sql, type Kysely } from "kysely";

/** Each minute the channels are looked for that are to be archived: a few among all that there ever were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index slack_channel_not_archived on slack_channel (incident_id)
      where channel is not null and archived_at is null`.execute(db);
}
