import { sql, type Kysely } from "kysely";

/**
 * What a team learns from is asked for by time: a week among years reads that week. Follow-ups say when they were made
 * and ended, error budgets how each day ended, and the charts of a report are sent once. A replica of an older version
 * knows nothing of the columns and leaves them as they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index incident_opened on incident (opened_at)`.execute(db);
  await sql`create index page_created on page (created_at)`.execute(db);
  await addTimesOfTasks(db);
  await sql`
    create table budget_day (
      objective text not null,
      day date not null,
      remaining double precision,
      spent double precision,
      asked_at timestamptz,
      read_at timestamptz not null,
      primary key (objective, day)
    )`.execute(db);
  await sql`create index budget_day_unspent on budget_day (day) where spent is null`.execute(db);
  await sql`
    create table report_charts (
      notice_id bigint primary key references notice (id),
      message_id bigint not null references slack_message (id),
      files jsonb not null,
      uploaded_at timestamptz not null
    )`.execute(db);
}

async function addTimesOfTasks(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table task
      add column added_at timestamptz,
      add column ended_at timestamptz`.execute(db);
  await sql`
    update task set
      added_at = (told.one ->> 'addedAt')::timestamptz,
      ended_at = (told.one ->> 'endedAt')::timestamptz
    from incident cross join lateral jsonb_array_elements(incident.state -> 'tasks') as told (one)
    where incident.id = task.incident_id and (told.one ->> 'number')::integer = task.number`.execute(
    db,
  );
  await sql`create index task_added on task (added_at) where type = 'followup'`.execute(db);
  await sql`create index task_ended on task (ended_at) where type = 'followup'`.execute(db);
  await sql`create index task_due on task (due_at) where type = 'followup'`.execute(db);
  await sql`create index task_open on task (incident_id) where type = 'followup' and state = 'open'`.execute(
    db,
  );
}
