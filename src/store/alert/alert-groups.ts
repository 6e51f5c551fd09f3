import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { AlertReport } from "#domain/alert/alert.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/**
 * Notes how many alerts of their groups the sender left out of its last reports, of one at most for each group. Returns
 * the groups of which alerts that fire, and are not yet known to be missing, are not in the group's own report; one
 * that leaves out others by its own account says nothing of them.
 */
export async function noteGroups(
  tx: Transaction,
  source: string,
  reports: readonly GroupReport[],
  now: DateTime,
): Promise<ReadonlySet<string>> {
  const told = reports.flatMap(({ group, truncated, events }) =>
    group === null
      ? []
      : [{ name: group, truncated, reported: events.map(({ fingerprint }) => fingerprint) }],
  );
  if (told.length === 0) return new Set();
  const { rows } = await sql<{ name: string }>`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told.toSorted(byName))}::jsonb)
        as told (name text, truncated integer, reported jsonb)
    ), noted as (
      insert into alert_group (source, name, truncated, reported_at)
      select ${source}, name, truncated, ${now}::timestamptz from told
      on conflict (source, name) do update
        set truncated = excluded.truncated, reported_at = excluded.reported_at
    )
    select name from told where truncated = 0 and exists (
      select fingerprint from alert
      where source = ${source} and group_name = told.name
        and status = 'firing' and missing_since is null
      except select jsonb_array_elements_text(told.reported)
    )`.execute(tx);
  return new Set(rows.map(({ name }) => name));
}

type GroupReport = Pick<AlertReport, "group" | "truncated" | "events">;

/** In one order, by which nobody deadlocks. */
function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** How many alerts were left out of the groups that this incident's alerts were last sent in, since then. */
export async function hiddenAlerts(
  connection: Connection,
  incident: IncidentId,
  since: DateTime,
): Promise<number> {
  const groups = await connection
    .selectFrom("incident_alert as tie")
    .innerJoin("alert", (join) =>
      join
        .onRef("alert.source", "=", "tie.source")
        .onRef("alert.fingerprint", "=", "tie.fingerprint"),
    )
    .innerJoin("alert_group", (join) =>
      join
        .onRef("alert_group.source", "=", "alert.source")
        .onRef("alert_group.name", "=", "alert.group_name"),
    )
    .select(["alert_group.source", "alert_group.name", "alert_group.truncated"])
    .distinct()
    .where("tie.incident_id", "=", incident)
    .where("alert_group.truncated", ">", 0)
    .where("alert_group.reported_at", ">", since)
    .execute();
  return groups.reduce((sum, { truncated }) => sum + truncated, 0);
}
