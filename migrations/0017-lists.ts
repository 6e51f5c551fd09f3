import { sql, type Kysely } from "kysely";

/**
 * What lists of incidents choose by, beside what has columns already, so that a list of a few among thousands reads
 * those few. A replica of an older version knows nothing of the columns and leaves them empty.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table incident
      add column people text[],
      add column drill boolean`.execute(db);
  await sql`
    update incident set people = array_remove(
      array[state #>> '{acknowledgedBy,person}', state #>> '{acknowledgedBy,slackId}'], null)
    where state #>> '{acknowledgedBy,kind}' = 'person'`.execute(db);
  await sql`create index incident_people on incident using gin (people)`.execute(db);
  await sql`create index incident_service on incident (service, id)`.execute(db);
  await sql`
    create index incident_worst on incident (severity, id)
      where status not in ('resolved', 'merged')`.execute(db);
  await sql`create index incident_ended on incident (resolved_at, id) where resolved_at is not null`.execute(
    db,
  );
}
