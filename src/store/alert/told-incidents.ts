import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Connection, Transaction } from "#store/database/database.ts";

/** Where news of alerts came from. */
export type Origin = {
  readonly delivery: number;
  readonly source: string;
  readonly receivedAt: DateTime;
};

/** A delivery that changed incidents, and when it did. */
export type Telling = Origin & { readonly incident: number; readonly toldAt: DateTime };

/** Notes which incidents deliveries changed. */
export async function noteTold(
  tx: Transaction,
  told: readonly (Origin & { readonly incident: IncidentId })[],
  now: DateTime,
): Promise<void> {
  if (told.length === 0) return;
  const rows = told.map(({ delivery, incident, source, receivedAt }) => {
    return {
      delivery_id: delivery,
      incident_id: incident,
      source,
      received_at: receivedAt,
      told_at: now,
    };
  });
  await tx
    .insertInto("delivery_incident")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which incidents a delivery changed. */
export async function tellingsOfDelivery(
  connection: Connection,
  delivery: number,
): Promise<readonly Telling[]> {
  return await tellings(connection).where("delivery_id", "=", delivery).execute();
}

/** Which deliveries changed an incident, the oldest first. */
export async function tellingsOfIncident(
  connection: Connection,
  incident: number,
): Promise<readonly Telling[]> {
  return await tellings(connection).where("incident_id", "=", incident).execute();
}

function tellings(connection: Connection) {
  return connection
    .selectFrom("delivery_incident")
    .select([
      "delivery_id as delivery",
      "incident_id as incident",
      "source",
      "received_at as receivedAt",
      "told_at as toldAt",
    ])
    .orderBy("incident_id")
    .orderBy("delivery_id");
}
