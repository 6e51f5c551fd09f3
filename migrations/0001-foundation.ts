import { type Kysely, sql } from "kysely";

/**
 * The clock and the outbox, because everything that happens later is a job in a lane.
 *
 * muster_now() is the only clock of the product: tests replace it and so push time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function muster_now() returns timestamptz
    language sql stable as 'select now()'
  `.execute(db);
  await createLane(db);
  await createJob(db);
}

/** One row per queue that keeps order, such as a Slack channel; whoever leases the row works alone in it. */
async function createLane(db: Kysely<unknown>): Promise<void> {
  // Tokens come from one sequence, so that a lane deleted and made again never repeats one.
  await sql`create sequence lane_token`.execute(db);
  await sql`
    create table lane (
      name text primary key,
      class text not null generated always as (split_part(name, ':', 1)) stored,
      ready_at timestamptz not null,
      paused_until timestamptz,
      lease_until timestamptz,
      leased_by text,
      token bigint not null default nextval('lane_token')
    )
  `.execute(db);
  await sql`create index lane_class_ready_at on lane (class, ready_at)`.execute(db);
}

/** What is still to be done; a row is deleted in the transaction that records that it was done. */
async function createJob(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table job (
      id bigint primary key generated always as identity,
      lane text not null,
      kind text not null,
      payload jsonb not null,
      run_at timestamptz not null,
      attempts integer not null default 0,
      last_error text,
      dedupe text,
      created_at timestamptz not null default muster_now()
    )
  `.execute(db);
  await sql`create index job_lane_id on job (lane, id)`.execute(db);
  await sql`create index job_lane_run_at on job (lane, run_at)`.execute(db);
  await sql`create unique index job_dedupe on job (dedupe, lane) where dedupe is not null`.execute(
    db,
  );
}
