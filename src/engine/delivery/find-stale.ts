import { MUSTER } from "#domain/actor.ts";
import { staleBefore } from "#domain/response/stale.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { staleIncidents } from "#store/alert/stale-alerts.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import type { SourceAsSeen } from "./heartbeat.ts";

/**
 * Tells of alerts that should have been repeated and were not: their sender may have been restarted and know nothing of
 * them any more. Where its API can be asked, that says more, and nothing is stale.
 */
export async function findStale(
  engine: Engine,
  tx: Transaction,
  { source, state, now }: SourceAsSeen,
): Promise<void> {
  const before = staleBefore(source.repeatInterval, { ...state, now });
  if (before === null) return;
  const isListed = state.lastListingAt !== null && state.lastListingAt > before;
  for (const { incident: id, stale } of await staleIncidents(tx, source.id, before)) {
    const incident = await lockIncident(tx, id);
    const command = {
      kind: "look-at-alerts",
      by: MUSTER,
      stale: isListed ? null : stale,
    } as const;
    if (incident !== null) await changeLocked(engine, tx, incident, { command, now });
  }
}
