import { sql } from "kysely";
import type { DateTime } from "luxon";
import { Incident, IncidentId } from "#domain/incident.ts";
import type { Connection, Transaction } from "./database.ts";

/** Makes everybody who is about to find or open the incident of this key wait for this transaction. */
export async function lockKey(tx: Transaction, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/** The open incident of a key, or the last one that was resolved after `since`; locked. */
export async function lockIncidentOfKey(
  tx: Transaction,
  key: string,
  since: DateTime,
): Promise<Incident | null> {
  const row = await tx
    .selectFrom("incident")
    .select("state")
    .where(sql<boolean>`md5(key) = md5(${key})`)
    .where("key", "=", key)
    .where((where) =>
      where.or([where("status", "<>", "resolved"), where("resolved_at", ">", since)]),
    )
    .orderBy("id", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : Incident.parse(row.state);
}

export async function lockIncident(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  const row = await tx
    .selectFrom("incident")
    .select("state")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : Incident.parse(row.state);
}

export async function readIncident(
  connection: Connection,
  id: IncidentId,
): Promise<Incident | null> {
  const row = await connection
    .selectFrom("incident")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : Incident.parse(row.state);
}

/** Incidents that are not resolved, newest first. */
export async function openIncidents(
  connection: Connection,
  limit: number,
): Promise<readonly Incident[]> {
  const rows = await connection
    .selectFrom("incident")
    .select("state")
    .where("status", "<>", "resolved")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ state }) => Incident.parse(state));
}

/** Incidents with these ids, in no order. */
export async function readIncidents(
  connection: Connection,
  ids: readonly IncidentId[],
): Promise<readonly Incident[]> {
  if (ids.length === 0) return [];
  const rows = await connection
    .selectFrom("incident")
    .select("state")
    .where("id", "in", ids)
    .execute();
  return rows.map(({ state }) => Incident.parse(state));
}

/** The number of the next incident; numbers of transactions that fail are left out. */
export async function nextIncidentId(tx: Transaction): Promise<IncidentId> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('incident', 'id')) as id`.execute(tx);
  return IncidentId.parse(rows[0]?.id);
}

export async function insertIncident(tx: Transaction, incident: Incident): Promise<void> {
  await tx
    .insertInto("incident")
    .values({
      id: incident.id,
      key: incident.key,
      opened_at: incident.openedAt,
      ...changing(incident),
    })
    .execute();
}

export async function updateIncident(tx: Transaction, incident: Incident): Promise<void> {
  await tx.updateTable("incident").set(changing(incident)).where("id", "=", incident.id).execute();
}

function changing(incident: Incident): {
  service: string;
  status: string;
  severity: string;
  resolved_at: DateTime | null;
  state: string;
} {
  return {
    service: incident.service,
    status: incident.status,
    severity: incident.severity,
    resolved_at: incident.resolvedAt,
    state: JSON.stringify(incident),
  };
}
