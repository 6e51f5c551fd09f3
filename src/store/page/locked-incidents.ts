import { sql } from "kysely";
import { Incident, IncidentId } from "#domain/incident/incident.ts";
import { SLACK } from "#domain/way.ts";
import type { Transaction } from "#store/database/database.ts";

/** Incidents that are locked; null where one cannot be read. */
export type LockedIncidents = ReadonlyMap<IncidentId, Incident | null>;

/** Null when it cannot be read; then nothing is written to it either. */
export async function lockReadable(tx: Transaction, id: IncidentId): Promise<Incident | null> {
  return (await lockAllReadable(tx, [id])).get(id) ?? null;
}

export async function lockAllReadable(
  tx: Transaction,
  ids: readonly IncidentId[],
): Promise<LockedIncidents> {
  if (ids.length === 0) return new Map();
  return await lock(rowsOf(tx).where("id", "in", ids));
}

/** The incidents of these pages, of those that still wait to be sent in Slack. */
export async function lockWaiting(
  tx: Transaction,
  pages: readonly number[],
): Promise<LockedIncidents> {
  if (pages.length === 0) return new Map();
  const waiting = tx
    .selectFrom("page")
    .leftJoin("page_attempt", (join) =>
      join.onRef("page_attempt.page_id", "=", "page.id").on("page_attempt.way", "=", SLACK),
    )
    .select("page.incident_id")
    .where("page.id", "in", pages)
    .where(sql`coalesce(page_attempt.state, page.state)`, "=", "pending");
  return await lock(rowsOf(tx).where("id", "in", waiting));
}

function rowsOf(tx: Transaction) {
  return tx.selectFrom("incident").select(["id", "state"]);
}

/** Locked in the order of their numbers, by which nobody deadlocks. */
async function lock(rows: ReturnType<typeof rowsOf>): Promise<LockedIncidents> {
  const locked = await rows.orderBy("id").forUpdate().execute();
  return new Map(
    locked.map(({ id, state }) => [IncidentId.parse(id), Incident.safeParse(state).data ?? null]),
  );
}
