import { sql, type Kysely } from "kysely";

/**
 * Slack alone wakes nobody who sleeps, so a page goes out by several ways. Addresses are private: people enter
 * them in Slack, and they stand here and nowhere else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createContacts(db);
  await createAttempts(db);
}

async function createContacts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact (
      person text not null,
      way text not null,
      address text not null,
      slack_id text not null,
      changed_at timestamptz not null default muster_now(),
      primary key (person, way)
    )`.execute(db);
  await sql`create index contact_by_address on contact (way, address)`.execute(db);
  await sql`
    create table notify_rule (
      person text not null,
      urgency text not null,
      way text not null,
      after_minutes integer,
      primary key (person, urgency, way)
    )`.execute(db);
}

/** A page to a person, or a test of one, tries each of their ways once; the tokens of an attempt are only hashes. */
async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table test_page (
      id bigint generated always as identity primary key,
      person text not null,
      slack_id text not null,
      started_at timestamptz not null default muster_now(),
      confirmed_at timestamptz,
      confirmed_via text,
      channel text,
      ts text
    )`.execute(db);
  await sql`create index test_page_of_person on test_page (person, id)`.execute(db);
  await sql`
    create table page_attempt (
      id bigint generated always as identity primary key,
      page_id bigint references page,
      test_id bigint references test_page,
      person text not null,
      way text not null,
      state text not null default 'pending',
      due_at timestamptz not null,
      tries integer not null default 0,
      error text,
      reference text,
      silence jsonb,
      created_at timestamptz not null default muster_now(),
      settled_at timestamptz,
      unique (page_id, way),
      unique (test_id, way),
      check ((page_id is null) <> (test_id is null))
    )`.execute(db);
  await sql`
    create index page_attempt_waiting on page_attempt (person, way)
      where state in ('pending', 'sending')`.execute(db);
  await sql`
    create table attempt_token (
      hash text not null,
      attempt_id bigint not null references page_attempt,
      created_at timestamptz not null default muster_now(),
      primary key (hash, attempt_id)
    )`.execute(db);
}
