import { sql, type Kysely } from "kysely";

/**
 * An incident that was merged into another one is as little open as one that is resolved, so the indexes of open
 * incidents leave it out. Its key leads to the other one while that is open: alerts find their incident by their key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table incident add column merged_into bigint references incident`.execute(db);
  await sql`create index incident_merged_into on incident (merged_into) where merged_into is not null`.execute(
    db,
  );
  await sql`drop index incident_open_key`.execute(db);
  await sql`
    create unique index incident_open_key on incident (md5(key))
      where status not in ('resolved', 'merged')`.execute(db);
  await sql`drop index incident_open`.execute(db);
  await sql`
    create index incident_open on incident (id)
      where status not in ('resolved', 'merged')`.execute(db);
  await sql`drop index slack_message_one_card`.execute(db);
  await sql`
    create unique index slack_message_one_card on slack_message (incident_id, kind)
      where kind in ('card', 'channel-card', 'welcome', 'merged')`.execute(db);
}
