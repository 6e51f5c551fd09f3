import { sql } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Alert } from "#domain/alert/alert.ts";
import { alertName, type Labels } from "#domain/alert/alert.ts";
import { IncidentId, type AlertCounts } from "#domain/incident/incident.ts";
import { Severity } from "#domain/severity.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** An alert as one incident sees it. */
export type IncidentAlert = {
  readonly source: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly state: "firing" | "muted" | "ended";
  /** Since when its group is sent without it: silenced or over, the sender does not say which. */
  readonly missingSince: DateTime | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly generatorUrl: string | null;
  readonly notes: readonly string[];
};

export const NO_ALERTS: AlertCounts = { firing: 0, muted: 0, ended: 0 };

const Text = z.record(z.string(), z.string());

/** Ties alerts to incidents, or brings their state there up to date. */
export async function tieAlerts(
  tx: Transaction,
  ties: readonly {
    readonly incident: IncidentId;
    readonly alert: Alert;
    readonly severity: Severity;
  }[],
): Promise<void> {
  if (ties.length === 0) return;
  const rows = ties.map(({ incident, alert, severity }) => ({
    incident_id: incident,
    source: alert.source,
    fingerprint: alert.fingerprint,
    name: alertName(alert.labels),
    severity,
    state: stateOf(alert),
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
  }));
  await sql`
    insert into incident_alert
    select * from jsonb_populate_recordset(null::incident_alert, ${JSON.stringify(rows)}::jsonb)
    on conflict (incident_id, source, fingerprint) do update set
      name = excluded.name, severity = excluded.severity, state = excluded.state,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at`.execute(tx);
}

/** The incidents in which each of these alerts is still going on. */
export async function incidentsOfAlerts(
  tx: Transaction,
  source: string,
  fingerprints: readonly string[],
): Promise<
  readonly {
    readonly incident: IncidentId;
    readonly fingerprint: string;
    readonly severity: Severity;
  }[]
> {
  if (fingerprints.length === 0) return [];
  const rows = await tx
    .selectFrom("incident_alert")
    .select(["incident_id", "fingerprint", "severity"])
    .where("source", "=", source)
    .where(sql<boolean>`fingerprint = any(${[...fingerprints]}::text[])`)
    .where("state", "<>", "ended")
    .execute();
  return rows.map((row) => ({
    incident: IncidentId.parse(row.incident_id),
    fingerprint: row.fingerprint,
    severity: Severity.parse(row.severity),
  }));
}

/** How many alerts of each incident fire, are muted or have ended; an incident without any is left out. */
export async function countAlerts(
  connection: Connection,
  incidents: readonly IncidentId[],
): Promise<ReadonlyMap<IncidentId, AlertCounts>> {
  if (incidents.length === 0) return new Map();
  const rows = await connection
    .selectFrom("incident_alert")
    .select(["incident_id", "state", (count) => count.fn.countAll<number>().as("count")])
    .where("incident_id", "in", incidents)
    .groupBy(["incident_id", "state"])
    .execute();
  const counts = new Map<IncidentId, AlertCounts>();
  for (const { incident_id, state, count } of rows) {
    const incident = IncidentId.parse(incident_id);
    counts.set(incident, { ...(counts.get(incident) ?? NO_ALERTS), [state]: count });
  }
  return counts;
}

/** The same of alerts that are all that an incident has. */
export function countStates(alerts: readonly Alert[]): AlertCounts {
  const counts = { ...NO_ALERTS };
  for (const alert of alerts) counts[stateOf(alert)] += 1;
  return counts;
}

/** An incident's alerts, those that fire first, worst first, at most `limit`. */
export async function alertsOfIncident(
  connection: Connection,
  incident: IncidentId,
  limit: number,
): Promise<readonly IncidentAlert[]> {
  const rows = await connection
    .selectFrom("incident_alert")
    .innerJoin("alert", (join) =>
      join
        .onRef("alert.source", "=", "incident_alert.source")
        .onRef("alert.fingerprint", "=", "incident_alert.fingerprint"),
    )
    .select(["incident_alert.source", "incident_alert.fingerprint", "name", "severity", "state"])
    .select(["labels", "annotations", "generator_url", "notes", "missing_since"])
    .where("incident_id", "=", incident)
    .orderBy(sql`array_position(array['firing', 'muted', 'ended'], state)`)
    .orderBy("severity")
    .orderBy("incident_alert.starts_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    source: row.source,
    fingerprint: row.fingerprint,
    name: row.name,
    severity: Severity.parse(row.severity),
    state: row.state,
    missingSince: row.missing_since,
    labels: Text.parse(row.labels),
    annotations: Text.parse(row.annotations),
    generatorUrl: row.generator_url,
    notes: z.array(z.string()).parse(row.notes),
  }));
}

function stateOf(alert: Alert): "firing" | "muted" | "ended" {
  if (alert.status === "resolved") return "ended";
  return alert.mutedBy === null ? "firing" : "muted";
}
