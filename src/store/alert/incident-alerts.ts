import { sql } from "kysely";
import type { DateTime } from "luxon";
import { z } from "zod";
import type { Alert } from "#domain/alert/alert.ts";
import { alertName, type Labels } from "#domain/alert/alert.ts";
import {
  type AlertMove,
  type AlertState,
  NO_ALERTS,
  stateOf,
} from "#domain/incident/alert-counts.ts";
import { type AlertCounts, IncidentId } from "#domain/incident/incident.ts";
import { Severity } from "#domain/severity.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** An alert as one incident sees it. */
export type IncidentAlert = {
  readonly source: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: Severity;
  readonly state: AlertState;
  /** Since when its group is sent without it: silenced or over, the sender does not say which. */
  readonly missingSince: DateTime | null;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly generatorUrl: string | null;
  readonly notes: readonly string[];
};

const Text = z.record(z.string(), z.string());

/**
 * Ties alerts to incidents, or brings their state there up to date: each alert once to an incident. Returns what moved
 * where; the last part of the statement still sees what was there before it.
 */
export async function tieAlerts(
  tx: Transaction,
  ties: readonly {
    readonly incident: IncidentId;
    readonly alert: Alert;
    readonly severity: Severity;
  }[],
): Promise<readonly AlertMove[]> {
  if (ties.length === 0) return [];
  const news = ties.map(({ incident, alert, severity }) => ({
    incident_id: incident,
    source: alert.source,
    fingerprint: alert.fingerprint,
    name: alertName(alert.labels),
    severity,
    state: stateOf(alert),
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
  }));
  const { rows } = await sql<Omit<AlertMove, "incident"> & { readonly incident: number }>`
    with news as (
      select * from jsonb_populate_recordset(null::incident_alert, ${JSON.stringify(news)}::jsonb)
    ), tied as (
      insert into incident_alert select * from news
      on conflict (incident_id, source, fingerprint) do update set
        name = excluded.name, severity = excluded.severity, state = excluded.state,
        starts_at = excluded.starts_at, ends_at = excluded.ends_at
    )
    select incident_id as incident, state, (
      select state from incident_alert as known
      where known.incident_id = news.incident_id
        and known.source = news.source and known.fingerprint = news.fingerprint
    ) as before
    from news`.execute(tx);
  return rows.map((row) => ({ ...row, incident: IncidentId.parse(row.incident) }));
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

/** How many of an incident's alerts fire, are muted or have ended. */
export async function countAlerts(
  connection: Connection,
  incident: IncidentId,
): Promise<AlertCounts> {
  const rows = await connection
    .selectFrom("incident_alert")
    .select(["state", (count) => count.fn.countAll<number>().as("count")])
    .where("incident_id", "=", incident)
    .groupBy("state")
    .execute();
  return { ...NO_ALERTS, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

/** An incident's alerts, those that fire first, worst first, at most `limit`. */
export async function alertsOfIncident(
  connection: Connection,
  incident: IncidentId,
  limit: number,
): Promise<readonly IncidentAlert[]> {
  // Of thousands only these few are looked up: what else is known of an alert is long.
  const first = connection
    .selectFrom("incident_alert")
    .select(["source", "fingerprint", "name", "severity", "state", "starts_at"])
    .select(sql<number>`array_position(array['firing', 'muted', 'ended'], state)`.as("rank"))
    .where("incident_id", "=", incident)
    .orderBy("rank")
    .orderBy("severity")
    .orderBy("starts_at")
    .limit(limit);
  const rows = await connection
    .selectFrom(first.as("tie"))
    .innerJoin("alert", (join) =>
      join
        .onRef("alert.source", "=", "tie.source")
        .onRef("alert.fingerprint", "=", "tie.fingerprint"),
    )
    .select(["tie.source", "tie.fingerprint", "name", "severity", "state"])
    .select(["labels", "annotations", "generator_url", "notes", "missing_since"])
    .orderBy("rank")
    .orderBy("severity")
    .orderBy("tie.starts_at")
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
