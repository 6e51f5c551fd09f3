import { sql, type Selectable } from "kysely";
import { z } from "zod";
import type { Alert } from "#domain/alert/alert.ts";
import { Instant } from "#domain/schema.ts";
import type { Transaction } from "#store/database/database.ts";
import type { IncidentTables } from "#store/tables/incident-tables.ts";

const Labels = z.record(z.string(), z.string());
const Words = z.array(z.string());
const WordsOrNone = Words.nullable();
const Instants = z.array(Instant);

type Row = Selectable<IncidentTables["alert"]>;

/** The alerts of a source with these fingerprints, locked for this transaction. */
export async function lockAlerts(
  tx: Transaction,
  source: string,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, Alert>> {
  if (fingerprints.length === 0) return new Map();
  const rows = await tx
    .selectFrom("alert")
    .selectAll()
    .where("source", "=", source)
    .where(sql<boolean>`fingerprint = any(${[...fingerprints]}::text[])`)
    .orderBy("fingerprint")
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.fingerprint, alertOf(row)]));
}

/** The alerts of a source that fire, in all its groups or in some. */
export async function firingAlerts(
  tx: Transaction,
  source: string,
  groups?: readonly string[],
): Promise<readonly Alert[]> {
  const rows = await tx
    .selectFrom("alert")
    .selectAll()
    .where("source", "=", source)
    .where("status", "=", "firing")
    .$if(groups !== undefined, (query) =>
      query.where(sql<boolean>`group_name = any(${groups ?? []}::text[])`),
    )
    .orderBy("fingerprint")
    .forUpdate()
    .execute();
  return rows.map(alertOf);
}

/** Writes alerts as they are now, in one statement and in an order that cannot deadlock. */
export async function saveAlerts(tx: Transaction, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map(rowOf).toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  await sql`
    insert into alert (source, fingerprint, status, labels, annotations, starts_at, ends_at,
      generator_url, notes, last_seen_at, recent_starts, group_name, missing_since, muted_by, absent_polls)
    select source, fingerprint, status, labels, annotations, starts_at, ends_at,
      generator_url, notes, last_seen_at, recent_starts, group_name, missing_since, muted_by, absent_polls
    from jsonb_populate_recordset(null::alert, ${JSON.stringify(rows)}::jsonb)
    on conflict (source, fingerprint) do update set
      status = excluded.status, labels = excluded.labels, annotations = excluded.annotations,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      generator_url = excluded.generator_url, notes = excluded.notes,
      last_seen_at = excluded.last_seen_at, recent_starts = excluded.recent_starts,
      group_name = excluded.group_name, missing_since = excluded.missing_since,
      muted_by = excluded.muted_by, absent_polls = excluded.absent_polls`.execute(tx);
}

function alertOf(row: Row): Alert {
  return {
    source: row.source,
    fingerprint: row.fingerprint,
    status: row.status,
    labels: Labels.parse(row.labels),
    annotations: Labels.parse(row.annotations),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    generatorUrl: row.generator_url,
    notes: Words.parse(row.notes),
    lastSeenAt: row.last_seen_at,
    recentStarts: Instants.parse(row.recent_starts),
    group: row.group_name,
    missingSince: row.missing_since,
    mutedBy: WordsOrNone.parse(row.muted_by),
    absentPolls: row.absent_polls,
  };
}

function rowOf(alert: Alert): { readonly fingerprint: string } & Record<string, unknown> {
  return {
    source: alert.source,
    fingerprint: alert.fingerprint,
    status: alert.status,
    labels: alert.labels,
    annotations: alert.annotations,
    starts_at: alert.startsAt,
    ends_at: alert.endsAt,
    generator_url: alert.generatorUrl,
    notes: alert.notes,
    last_seen_at: alert.lastSeenAt,
    recent_starts: alert.recentStarts,
    group_name: alert.group,
    missing_since: alert.missingSince,
    muted_by: alert.mutedBy,
    absent_polls: alert.absentPolls,
  };
}
