import { sql, type Kysely } from "kysely";

/**
 * What we know to be shown in Slack, so that a reconciler can make it equal to what is true. A message
 * is noted before it is sent: after a crash it is looked up by its marker and not posted twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createMessages(db);
  await createEntries(db);
  await createChannels(db);
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_message (
      id bigint generated always as identity primary key,
      kind text not null,
      place text not null,
      incident_id bigint references incident,
      marker uuid not null unique default gen_random_uuid(),
      channel text,
      ts text,
      shown text,
      first_attempt_at timestamptz,
      posted_at timestamptz
    )`.execute(db);
  await sql`create index slack_message_of_place on slack_message (place, id)`.execute(db);
  await sql`create index slack_message_of_incident on slack_message (incident_id, kind)`.execute(
    db,
  );
  await sql`
    create unique index slack_message_one_card on slack_message (incident_id, kind)
      where kind in ('card', 'channel-card', 'welcome')`.execute(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_message_entry (
      message_id bigint not null references slack_message,
      incident_id bigint not null references incident,
      page_id bigint references page,
      primary key (message_id, incident_id)
    )`.execute(db);
  await sql`create index slack_message_entry_of_incident on slack_message_entry (incident_id)`.execute(
    db,
  );
  await sql`create unique index slack_message_entry_of_page on slack_message_entry (page_id)`.execute(
    db,
  );
}

async function createChannels(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_channel (
      incident_id bigint primary key references incident,
      name text not null,
      channel text unique,
      topic text,
      purpose text,
      invited jsonb not null default '[]',
      bookmarks jsonb not null default '[]',
      pinned text,
      trouble text,
      created_at timestamptz
    )`.execute(db);
  await sql`
    create table slack_storm (
      place text primary key,
      since timestamptz not null,
      last_new_at timestamptz not null
    )`.execute(db);
}
