import type { DateTime } from "luxon";
import type { AlertReport } from "#domain/alert/alert.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** Notes how many alerts of their groups the sender left out of its last reports, of one at most for each group. */
export async function noteGroups(
  tx: Transaction,
  source: string,
  reports: readonly Pick<AlertReport, "group" | "truncated">[],
  now: DateTime,
): Promise<void> {
  const rows = reports.flatMap(({ group, truncated }) =>
    group === null ? [] : [{ source, name: group, truncated, reported_at: now }],
  );
  if (rows.length === 0) return;
  await tx
    .insertInto("alert_group")
    .values(rows.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    .onConflict((conflict) =>
      conflict.columns(["source", "name"]).doUpdateSet((row) => ({
        truncated: row.ref("excluded.truncated"),
        reported_at: row.ref("excluded.reported_at"),
      })),
    )
    .execute();
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
    .where("alert_group.reported_at", ">", since)
    .execute();
  return groups.reduce((sum, { truncated }) => sum + truncated, 0);
}
