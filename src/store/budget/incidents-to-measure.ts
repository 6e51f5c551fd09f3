import { sql } from "kysely";
import type { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Objective } from "#domain/objective/objective.ts";
import type { Connection } from "#store/database/database.ts";
import { IS_OPEN } from "#store/incident/merging.ts";

/** Measured one after another each minute: more would not be done before the next. */
const MOST_AT_ONCE = 50;

/**
 * Incidents that are open, or over since that moment, of which one of these objectives is not measured for good since
 * their end; who is due for longest comes first, so that those that nobody answers for keep no place of the others.
 */
export async function incidentsToMeasure(
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
  const services = [...new Set(objectives.map(({ service }) => service))];
  if (services.length === 0) return [];
  const rows = await connection
    .selectFrom("incident")
    .select("incident.id")
    .where("service", "in", services)
    .where((where) =>
      where.or([
        IS_OPEN,
        where.and([where("status", "=", "resolved"), where("resolved_at", ">", since)]),
      ]),
    )
    // A drill counts nowhere.
    .where("drill", "is not", true)
    .where(
      sql<boolean>`exists (
        select from jsonb_to_recordset(${concerned}::jsonb) as objective (id text, service text)
        where objective.service = incident.service and not exists (
          select from incident_share
          where incident_share.incident_id = incident.id
            and incident_share.objective = objective.id
            and incident_share.phase = 'final'
            and incident_share.measured_at >= incident.resolved_at
            and incident_share.measured_at >= coalesce(
              (incident.state #>> '{impact,changedAt}')::timestamptz, incident.resolved_at)))`,
    )
    .orderBy(
      // As long as nothing comes, the pauses between two attempts grow: see retry-share.ts.
      sql`(
        select max(tried + least(interval '1 hour', greatest(tried - resolved_at, interval '0') / 10))
        from (
          select greatest(measured_at, (attempts -> -1 ->> 'at')::timestamptz) as tried
          from incident_share where incident_share.incident_id = incident.id) as known)`,
      (order) => order.asc().nullsFirst(),
    )
    .orderBy("incident.id", "desc")
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}
