import { sql, type Kysely } from "kysely";

/** Where the document of a postmortem stands in Slack and what it shows there, and the messages that lead to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_document (
      incident_id bigint primary key references incident (id),
      standing jsonb,
      trouble text
    )`.execute(db);
  await sql`
    create table slack_document_message (
      incident_id bigint not null references incident (id),
      purpose text not null,
      message_id bigint not null references slack_message,
      primary key (incident_id, purpose)
    )`.execute(db);
}
