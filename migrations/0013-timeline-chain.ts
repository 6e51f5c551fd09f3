import { sql, type Kysely } from "kysely";

/**
 * Each line of an incident's timeline carries the hash of what it says and of the line before it, and the end of each
 * timeline is noted: a line that was changed, removed or slipped in later is found by `muster doctor`. The database
 * itself does it, so that replicas of an older version write sealed lines as well while they are upgraded.
 *
 * Messages in Slack that people saved are found by their place there: when they are edited or deleted, it is followed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table timeline add column hash bytea`.execute(db);
  await sql`
    create table timeline_end (
      incident_id bigint primary key,
      lines integer not null,
      hash bytea not null
    )`.execute(db);
  await sql`
    create table saved_message (
      channel text not null,
      ts text not null,
      incident_id bigint not null references incident,
      primary key (channel, ts, incident_id)
    )`.execute(db);
  await createSeal(db);
  await sealFormerLines(db);
  await sql`alter table timeline alter column hash set not null`.execute(db);
  await createTriggers(db);
}

async function createSeal(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function timeline_seal(before bytea, line timeline) returns bytea language sql stable
    return sha256(convert_to(concat_ws(e'\n',
      coalesce(encode(before, 'hex'), ''), line.incident_id, extract(epoch from line.at), line.kind,
      line.actor, line.event), 'UTF8'))`.execute(db);
}

async function sealFormerLines(db: Kysely<unknown>): Promise<void> {
  await sql`alter table timeline disable trigger timeline_is_append_only`.execute(db);
  await sql`
    do $$
    declare
      line timeline;
      former bigint;
      seal bytea;
    begin
      for line in select * from timeline order by incident_id, id loop
        seal := timeline_seal(case when line.incident_id = former then seal end, line);
        former := line.incident_id;
        update timeline set hash = seal where id = line.id;
      end loop;
    end $$`.execute(db);
  await sql`alter table timeline enable trigger timeline_is_append_only`.execute(db);
  await sql`
    insert into timeline_end
    select distinct on (incident_id) incident_id, count(*) over (partition by incident_id), hash
    from timeline order by incident_id, id desc`.execute(db);
}

async function createTriggers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function seal_line() returns trigger language plpgsql as $$
    begin
      new.hash := timeline_seal(
        (select hash from timeline where incident_id = new.incident_id order by id desc limit 1), new);
      return new;
    end $$`.execute(db);
  await sql`
    create trigger timeline_is_sealed before insert on timeline
      for each row execute function seal_line()`.execute(db);
  await sql`
    create function note_timeline_end() returns trigger language plpgsql as $$
    begin
      insert into timeline_end as known
      select distinct on (incident_id) incident_id, count(*) over (partition by incident_id), hash
      from added order by incident_id, id desc
      on conflict (incident_id) do update
        set lines = known.lines + excluded.lines, hash = excluded.hash;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger timeline_end_is_noted after insert on timeline
      referencing new table as added for each statement execute function note_timeline_end()`.execute(
    db,
  );
}
