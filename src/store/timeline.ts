import { Actor } from "#domain/actor.ts";
import { IncidentEvent, type IncidentId, type TimelineEntry } from "#domain/incident.ts";
import type { Connection, Transaction } from "./database.ts";

/** Adds lines to an incident's timeline; nothing can change them afterwards. */
export async function appendTimeline(
  tx: Transaction,
  incident: IncidentId,
  entries: readonly TimelineEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ at, by, event }) => ({
    incident_id: incident,
    at,
    actor: JSON.stringify(by),
    kind: event.kind,
    event: JSON.stringify(event),
  }));
  await tx.insertInto("timeline").values(rows).execute();
}

export async function readTimeline(
  connection: Connection,
  incident: IncidentId,
): Promise<readonly TimelineEntry[]> {
  const rows = await connection
    .selectFrom("timeline")
    .select(["at", "actor", "event"])
    .where("incident_id", "=", incident)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    at: row.at,
    by: Actor.parse(row.actor),
    event: IncidentEvent.parse(row.event),
  }));
}
