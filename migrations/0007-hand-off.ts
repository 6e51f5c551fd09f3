import { sql, type Kysely } from "kysely";

/**
 * Who is on call as it was last seen, and the shifts that really were. Schedules can be edited; what is written
 * here is past, and statistics and calendars read it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table duty (
      schedule text primary key,
      person text,
      since timestamptz not null,
      followed_at timestamptz not null
    )`.execute(db);
  await sql`
    create table shift (
      id bigint generated always as identity primary key,
      schedule text not null,
      person text not null,
      start_at timestamptz not null,
      end_at timestamptz,
      source text not null
    )`.execute(db);
  await sql`create index shift_of_schedule on shift (schedule, start_at)`.execute(db);
  await sql`create index shift_of_person on shift (person, start_at)`.execute(db);
  await sql`create unique index shift_running on shift (schedule) where end_at is null`.execute(db);
  await createHandOvers(db);
  await createNotices(db);
  await sql`
    create table slack_group (
      id text primary key,
      trouble text
    )`.execute(db);
}

/** One person hands a schedule to another: drafted before, posted when it changes hands, accepted by whoever has it then. */
async function createHandOvers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table hand_over (
      id bigint generated always as identity primary key,
      schedule text not null,
      giver text,
      receiver text,
      at timestamptz not null,
      note text,
      posted_at timestamptz,
      confirmed_at timestamptz,
      accepted_at timestamptz
    )`.execute(db);
  await sql`create unique index hand_over_draft on hand_over (schedule) where posted_at is null`.execute(
    db,
  );
  await sql`
    create index hand_over_waiting on hand_over (posted_at)
      where posted_at is not null and (confirmed_at is null or accepted_at is null)`.execute(db);
}

/** What is told once to one person or channel; its key keeps it from being told twice. */
async function createNotices(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notice (
      id bigint generated always as identity primary key,
      key text not null unique,
      place text not null,
      about jsonb not null,
      message_id bigint references slack_message,
      created_at timestamptz not null default muster_now()
    )`.execute(db);
  await sql`
    create index notice_about_incident on notice ((about ->> 'incident'))
      where about ->> 'incident' is not null`.execute(db);
}
