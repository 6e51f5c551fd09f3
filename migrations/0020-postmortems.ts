import { sql, type Kysely } from "kysely";

/**
 * What people write in a postmortem is kept in versions and never replaced: two who write at once lose nothing. The
 * document is what it came to, for search; once it is published it stays as it was. Follow-ups say how urgent they
 * are, and which of them is the postmortem itself, so that those that are overdue are found without reading incidents.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table postmortem_section (
      incident_id bigint not null references incident,
      section text not null,
      version integer not null,
      text text not null,
      written_by jsonb not null,
      written_at timestamptz not null,
      primary key (incident_id, section, version)
    )`.execute(db);
  // Longer documents are found by what stands in their first part: a search entry has a limit of a megabyte.
  await sql`
    create table postmortem_document (
      incident_id bigint primary key references incident,
      title text not null,
      markdown text not null,
      kept_at timestamptz not null,
      published_at timestamptz,
      words tsvector not null generated always as (
        setweight(to_tsvector('english', left(title, 1000)), 'A')
          || to_tsvector('english', left(markdown, 100000))
      ) stored
    )`.execute(db);
  await sql`create index postmortem_document_words on postmortem_document using gin (words)`.execute(
    db,
  );
  await sql`
    alter table task
      add column priority text,
      add column key text`.execute(db);
  await sql`
    update task set key = (
      select told ->> 'key' from incident,
        jsonb_array_elements(incident.state -> 'tasks') as told
      where incident.id = task.incident_id and (told ->> 'number')::integer = task.number
    )`.execute(db);
  await sql`
    create index task_postmortem_due on task (due_at)
      where state = 'open' and key = 'postmortem'`.execute(db);
}
