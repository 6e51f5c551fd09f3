import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockKeys } from "#store/incident/incident-locks.ts";
import { incidentsOfKeys, lockIncident, readIncident } from "#store/incident/incidents.ts";
import { changeLocked, type Outcome } from "./change-incident.ts";
import { currentRoster } from "./current-roster.ts";

/** Opens it again, unless its alerts have found another incident meanwhile; null when there is none of this number. */
export async function reopenIncident(
  engine: Engine,
  id: IncidentId,
  { by, reason }: { readonly by: Actor; readonly reason: string },
): Promise<Outcome | null> {
  return await engine.database.transaction(async (tx) => {
    const known = await readIncident(tx, id);
    if (known === null) return null;
    await lockKeys(tx, [known.key]);
    const incident = await lockIncident(tx, id);
    if (incident === null) return null;
    const now = await readClock(tx);
    const successor = await openOfKey(tx, incident.key, now);
    if (successor !== null && successor !== id) {
      const why = `${incidentName(successor)} is open for the same trouble`;
      return { incident, changed: false, reason: why };
    }
    const { pages } = engine.configuration().severities[incident.severity];
    const roster = await currentRoster(engine, tx, incident, now);
    const command = { kind: "reopen", by, reason, pages, roster } as const;
    return await changeLocked(engine, tx, incident, { command, now });
  });
}

async function openOfKey(tx: Transaction, key: string, now: DateTime): Promise<IncidentId | null> {
  return (await incidentsOfKeys(tx, [key], now)).get(key) ?? null;
}
