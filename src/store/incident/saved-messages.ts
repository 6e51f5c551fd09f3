import { IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";
import type { MessagePlace } from "#domain/response/notebook.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** Remembers where messages stand that these lines save. */
export async function noteSavedMessages(
  tx: Transaction,
  additions: readonly {
    readonly incident: { readonly id: IncidentId };
    readonly entries: readonly TimelineEntry[];
  }[],
): Promise<void> {
  const rows = additions.flatMap(({ incident, entries }) =>
    entries.flatMap(({ event }) => {
      if (event.kind !== "message-saved") return [];
      return [{ channel: event.channel, ts: event.ts, incident_id: incident.id }];
    }),
  );
  if (rows.length === 0) return;
  await tx
    .insertInto("saved_message")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The incidents for which the message was saved. */
export async function incidentsOfSaved(
  connection: Connection,
  { channel, ts }: MessagePlace,
): Promise<readonly IncidentId[]> {
  const rows = await connection
    .selectFrom("saved_message")
    .select("incident_id")
    .where("channel", "=", channel)
    .where("ts", "=", ts)
    .execute();
  return rows.map(({ incident_id: id }) => IncidentId.parse(id));
}

/** The incident of whose card this is the message, in whatever channel. */
export async function incidentOfCard(
  connection: Connection,
  { channel, ts }: MessagePlace,
): Promise<IncidentId | null> {
  const row = await connection
    .selectFrom("slack_message")
    .select("incident_id")
    .where("channel", "=", channel)
    .where("ts", "=", ts)
    .where("kind", "in", ["card", "channel-card"])
    .executeTakeFirst();
  return row?.incident_id == null ? null : IncidentId.parse(row.incident_id);
}
