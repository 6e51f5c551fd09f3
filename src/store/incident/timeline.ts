import type { DateTime } from "luxon";
import { Actor } from "#domain/actor.ts";
import { IncidentEvent, type IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import { noteSavedMessages } from "./saved-messages.ts";

type Addition = {
  readonly incident: { readonly id: IncidentId };
  readonly entries: readonly TimelineEntry[];
};

/** Adds lines to the timelines of incidents; nothing can change them afterwards. */
export async function appendTimeline(
  tx: Transaction,
  additions: readonly Addition[],
): Promise<void> {
  const rows = additions.flatMap(({ incident, entries }) =>
    entries.map(({ at, by, event }) => ({
      incident_id: incident.id,
      at,
      actor: JSON.stringify(by),
      kind: event.kind,
      event: JSON.stringify(event),
    })),
  );
  if (rows.length === 0) return;
  await tx.insertInto("timeline").values(rows).execute();
  await noteSavedMessages(tx, additions);
}

/** In the order in which it was written; a line that a newer version wrote is handed over, or throws. */
export async function readTimeline(
  connection: Connection,
  incident: IncidentId,
  onUnreadable?: () => void,
): Promise<readonly TimelineEntry[]> {
  const rows = await connection
    .selectFrom("timeline")
    .select(["at", "actor", "event"])
    .where("incident_id", "=", incident)
    .orderBy("id")
    .execute();
  return rows.flatMap((row) => {
    const event = IncidentEvent.safeParse(row.event);
    if (event.success) return [{ at: row.at, by: Actor.parse(row.actor), event: event.data }];
    if (onUnreadable === undefined) throw event.error;
    onUnreadable();
    return [];
  });
}

/** Whether the incident has been over at any time after that moment. */
export async function wasResolvedSince(
  connection: Connection,
  incident: IncidentId,
  moment: DateTime,
): Promise<boolean> {
  const row = await connection
    .selectFrom("timeline")
    .select("id")
    .where("incident_id", "=", incident)
    .where("kind", "in", ["resolved", "merged-into"])
    .where("at", ">=", moment)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
