import { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Transaction } from "#store/database/database.ts";

/** Incidents that are locked; null where one cannot be read. */
export type LockedIncidents = ReadonlyMap<IncidentId, Incident | null>;

/** Null when it cannot be read; then nothing is written to it either. */
export async function lockReadable(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  return (await lockAllReadable(tx, [id])).get(id) ?? null;
}

/** Locked in the order of their numbers, by which nobody deadlocks. */
export async function lockAllReadable(
  tx: Transaction,
  ids: readonly IncidentId[],
): Promise<LockedIncidents> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("incident")
    .select(["id", "state"])
    .where("id", "in", ids)
    .orderBy("id")
    .forUpdate()
    .execute();
  return new Map(
    rows.map(({ id, state }) => [IncidentId.parse(id), Incident.safeParse(state).data ?? null]),
  );
}
