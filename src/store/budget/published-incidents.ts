import { sql } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Connection } from "#store/database/database.ts";

const MOST_AT_ONCE = 20;

/** Incidents whose postmortem was published since then, and of which one of these objectives was not measured for it. */
export async function publishedIncidents(
  connection: Connection,
  {
    objectives,
    since,
  }: {
    readonly objectives: readonly Pick<Objective, "id" | "service">[];
    readonly since: DateTime;
  },
): Promise<readonly IncidentId[]> {
  const concerned = JSON.stringify(objectives.map(({ id, service }) => ({ id, service })));
  const rows = await connection
    .selectFrom("postmortem_document")
    .innerJoin("incident", "incident.id", "postmortem_document.incident_id")
    .select("incident.id")
    .where("published_at", ">", since)
    .where("drill", "is not", true)
    .where(
      sql<boolean>`exists (
        select from jsonb_to_recordset(${concerned}::jsonb) as objective (id text, service text)
        where objective.service = incident.service and not exists (
          select from incident_share
          where incident_share.incident_id = incident.id
            and incident_share.objective = objective.id
            and incident_share.phase = 'postmortem'
            and incident_share.measured_at >= postmortem_document.published_at))`,
    )
    .orderBy("incident.id")
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}
