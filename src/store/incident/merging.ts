import { sql, type RawBuilder } from "kysely";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** Of a row of `incident`, in the very words of the indexes. */
export const IS_OPEN: RawBuilder<boolean> = sql`incident.status not in ('resolved', 'merged')`;

/** For each of these incidents the open one that goes on in its place, however often it was merged. */
export async function openHosts(
  connection: Connection,
  ids: readonly IncidentId[],
): Promise<ReadonlyMap<IncidentId, IncidentId>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ merged: number; id: number }>`
    with recursive host as (
      select id as merged, merged_into as id from incident where id = any(${[...ids]}::bigint[])
      union all
      select host.merged, incident.merged_into from host join incident on incident.id = host.id
      where incident.merged_into is not null
    )
    select host.merged, incident.id from host join incident on incident.id = host.id
    where ${IS_OPEN}`.execute(connection);
  return new Map(rows.map(({ merged, id }) => [IncidentId.parse(merged), IncidentId.parse(id)]));
}

/** The incidents that were merged into this one themselves. */
export async function mergedInto(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly IncidentId[]> {
  const rows = await connection
    .selectFrom("incident")
    .select("id")
    .where("merged_into", "=", incident)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => IncidentId.parse(id));
}

/** Where both have the same alert, what still goes on there or here counts. */
export async function moveAlerts(
  tx: Transaction,
  from: IncidentId,
  into: IncidentId,
): Promise<void> {
  await sql`
    insert into incident_alert
    select ${into}, source, fingerprint, name, severity, state, starts_at, ends_at
    from incident_alert where incident_id = ${from}
    on conflict (incident_id, source, fingerprint) do update set
      severity = excluded.severity, state = excluded.state,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at
    where incident_alert.state = 'ended'`.execute(tx);
  await tx.deleteFrom("incident_alert").where("incident_id", "=", from).execute();
}
