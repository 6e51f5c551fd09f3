import { sql } from "kysely";
import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import type { ShiftPage } from "#domain/shift/hand-over.ts";
import type { Connection } from "#store/database/database.ts";

/** Pages that went to the person in the span; what never arrived woke nobody. */
export async function pagesDuring(
  connection: Connection,
  person: string,
  { start, end }: Span,
): Promise<readonly ShiftPage[]> {
  const rows = await connection
    .selectFrom("page")
    .select(["incident_id", "created_at"])
    .where("created_at", ">=", moment(start))
    .where("created_at", "<", moment(end))
    .where("state", "=", "sent")
    .where(IS_NO_DRILL)
    .where(sql`target ->> 'person'`, "=", person)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ incident: row.incident_id, at: row.created_at.toMillis() }));
}

/** The names of these incidents' alerts, each once. */
export async function alertNamesOf(
  connection: Connection,
  incidents: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (incidents.length === 0) return new Map();
  const rows = await connection
    .selectFrom("incident_alert")
    .select(["incident_id", "name"])
    .distinct()
    .where("incident_id", "in", incidents)
    .orderBy("name")
    .execute();
  const names = new Map<number, string[]>();
  for (const { incident_id: incident, name } of rows) {
    names.set(incident, [...(names.get(incident) ?? []), name]);
  }
  return names;
}

/** Alerts of these incidents that are silenced or inhibited now. */
export async function mutedAlertsOf(
  connection: Connection,
  incidents: readonly number[],
): Promise<readonly { readonly incident: number; readonly name: string }[]> {
  if (incidents.length === 0) return [];
  return await connection
    .selectFrom("incident_alert")
    .select(["incident_id as incident", "name"])
    .distinct()
    .where("incident_id", "in", incidents)
    .where("state", "=", "muted")
    .orderBy("incident_id")
    .orderBy("name")
    .execute();
}

/** What was paged in an exercise counts for nobody. */
const IS_NO_DRILL = sql<boolean>`not exists (
  select 1 from incident where incident.id = page.incident_id and incident.drill)`;

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}
