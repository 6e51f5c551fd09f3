import { sql, type Kysely } from "kysely";

/**
 * What people change from Slack about who is on call, on top of the turns in muster.yaml. A change is appended or
 * cancelled, never edited, so that the past stays true.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createRequests(db);
  await createChanges(db);
  await createMessages(db);
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cover_request (
      id uuid primary key,
      schedule text not null,
      person text not null,
      start_at timestamptz not null,
      end_at timestamptz not null,
      asked text,
      want_start_at timestamptz,
      want_end_at timestamptz,
      note text not null,
      created_by jsonb not null,
      created_at timestamptz not null default muster_now(),
      state text not null default 'open',
      taken_by text,
      closed_by jsonb,
      closed_at timestamptz,
      check (start_at < end_at),
      check (want_start_at < want_end_at),
      check (state in ('open', 'taken', 'declined', 'cancelled', 'expired')),
      check ((state = 'taken') = (taken_by is not null)),
      check ((state = 'open') = (closed_at is null))
    )`.execute(db);
  await sql`create index cover_request_open on cover_request (schedule) where state = 'open'`.execute(
    db,
  );
}

async function createChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table schedule_change (
      id uuid primary key,
      schedule text not null,
      kind text not null,
      pair uuid,
      request uuid references cover_request,
      person text not null,
      replaces text,
      start_at timestamptz not null,
      end_at timestamptz not null,
      reason text not null,
      created_by jsonb not null,
      created_at timestamptz not null default muster_now(),
      cancelled_by jsonb,
      cancelled_at timestamptz,
      check (start_at < end_at),
      check (kind in ('override', 'swap', 'cover')),
      check ((cancelled_at is null) = (cancelled_by is null))
    )`.execute(db);
  await sql`create index schedule_change_end on schedule_change (end_at)`.execute(db);
}

/** Where the messages stand that tell of a change or a request. */
async function createMessages(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table change_message (
      subject uuid not null,
      purpose text not null,
      message_id bigint not null references slack_message,
      primary key (subject, purpose)
    )`.execute(db);
}
