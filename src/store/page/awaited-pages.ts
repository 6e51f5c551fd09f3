import { sql } from "kysely";
import type { DateTime } from "luxon";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Database, Transaction } from "#store/database/database.ts";

type Wait = { readonly incident: IncidentId; readonly acceptedAt: DateTime };

/** Notes that somebody is to be paged for what was accepted then; what waits already has waited for longer. */
export async function awaitPages(tx: Transaction, waits: readonly Wait[]): Promise<void> {
  if (waits.length === 0) return;
  await tx
    .insertInto("awaited_page")
    .values(
      waits.map(({ incident, acceptedAt }) => ({ incident_id: incident, accepted_at: acceptedAt })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends these waits; when the alerts had been accepted of those that still waited. */
export async function endAwaitedPages(
  tx: Transaction,
  incidents: readonly IncidentId[],
): Promise<readonly DateTime[]> {
  if (incidents.length === 0) return [];
  const rows = await tx
    .deleteFrom("awaited_page")
    .where("incident_id", "in", incidents)
    .returning("accepted_at")
    .execute();
  return rows.map((row) => row.accepted_at);
}

/** Ends the waits of incidents that somebody took, or that are over, without a page; how long each was, in seconds. */
export async function endNeedlessWaits({ kysely }: Database): Promise<readonly number[]> {
  // Each by itself: joined, all incidents there ever were would be read for the few that wait.
  const { rows } = await sql<{ seconds: number }>`
    delete from awaited_page
    where (select status from incident where incident.id = incident_id) <> 'triggered'
    returning extract(epoch from muster_now() - accepted_at)::float8 as seconds`.execute(kysely);
  return rows.map(({ seconds }) => seconds);
}

/** How long the alert has waited that waits longest, in seconds; 0 when none does. */
export async function oldestAwaitedSeconds({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select extract(epoch from muster_now() - min(accepted_at))::float8 as seconds
    from awaited_page`.execute(kysely);
  return rows[0]?.seconds ?? 0;
}
