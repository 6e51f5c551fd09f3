import { sql, type Kysely } from "kysely";

/**
 * Whoever works on an incident reads in its channel what changed: each change is told once, so it is noted which lines
 * of the timeline a message told. The first row of an incident has no message: what was there before is told by the
 * card. An incident may also have a card where everybody reads.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table incident_news (
      id bigint generated always as identity primary key,
      incident_id bigint not null references incident,
      first_entry bigint not null,
      last_entry bigint not null,
      message_id bigint references slack_message
    )`.execute(db);
  await sql`create index incident_news_of_incident on incident_news (incident_id, id)`.execute(db);
  await sql`drop index slack_message_one_card`.execute(db);
  await sql`
    create unique index slack_message_one_card on slack_message (incident_id, kind)
      where kind in ('card', 'channel-card', 'welcome', 'merged', 'announcement')`.execute(db);
}
