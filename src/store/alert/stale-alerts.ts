import { type RawBuilder, sql } from "kysely";
import { DateTime } from "luxon";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Transaction } from "#store/database/database.ts";
import { IS_OPEN } from "#store/incident/merging.ts";

/** An open incident, and the alerts of it of which nothing was heard for too long. */
type StaleIncident = {
  readonly incident: IncidentId;
  readonly stale: { readonly count: number; readonly heardAt: DateTime } | null;
};

/**
 * Open incidents with alerts of this source that are stale, or that were stale when somebody last looked and are no
 * more: what is stale at another source stays told.
 */
export async function staleIncidents(
  tx: Transaction,
  source: string,
  before: DateTime,
): Promise<readonly StaleIncident[]> {
  const { rows } = await sql<{ id: number; count: number; heard: string | null }>`
    select incident.id, count(alert.fingerprint)::int as count, min(alert.last_seen_at)::text as heard
    from incident
    join incident_alert on incident_alert.incident_id = incident.id
      and incident_alert.source = ${source}
    left join alert on alert.source = incident_alert.source and incident_alert.state <> 'ended'
      and alert.fingerprint = incident_alert.fingerprint
      and alert.status = 'firing' and alert.last_seen_at < ${before}
    where ${IS_OPEN}
    group by incident.id
    having count(alert.fingerprint) > 0
      or (incident.state ->> 'staleSince' is not null and not ${isToldOfOthers(source)})
    order by incident.id`.execute(tx);
  return rows.map(({ id, count, heard }) => {
    const heardAt = heard === null ? null : DateTime.fromSQL(heard, { zone: "utc" });
    return {
      incident: IncidentId.parse(id),
      stale: heardAt === null ? null : { count, heardAt },
    };
  });
}

/** The state has no more than milliseconds. */
function isToldOfOthers(source: string): RawBuilder<boolean> {
  return sql`exists (
    select from incident_alert as tie
    join alert as other on other.source = tie.source and other.fingerprint = tie.fingerprint
    where tie.incident_id = incident.id and tie.source <> ${source} and tie.state <> 'ended'
      and other.status = 'firing'
      and other.last_seen_at < (incident.state ->> 'staleSince')::timestamptz + interval '1 ms'
  )`;
}
