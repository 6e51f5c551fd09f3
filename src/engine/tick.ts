import { heartbeatState } from "#domain/heartbeat.ts";
import type { IncidentId } from "#domain/incident.ts";
import { readClock } from "#store/clock.ts";
import type { Transaction } from "#store/database.ts";
import { lockIncident } from "#store/incidents.ts";
import { sourceStates } from "#store/sources.ts";
import { changeLocked, currentRoster, dueAt, quietUntil } from "./change-incident.ts";
import type { Engine } from "./engine.ts";
import { scheduleTick } from "./jobs.ts";

/** An incident that could not move although its time had come is looked at again this much later. */
const LOOK_AGAIN = { seconds: 30 };

/** The incident's time has come: page the next level, end the quiet period, or find nothing to do. */
export async function tick(engine: Engine, id: IncidentId): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return;
    const now = await readClock(tx);
    const roster = currentRoster(engine, incident);
    const blind = await isBlind(engine, tx);
    const until = quietUntil(engine, incident);
    const command = { kind: "tick", roster, quietUntil: until, blind } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (outcome.changed) return;
    const due = dueAt(engine, incident);
    const later = now.plus(LOOK_AGAIN);
    await scheduleTick(tx, id, due !== null && due < later ? later : due);
  });
}

/** Whether any source's heartbeat is missing, so that the end of an alert proves nothing. */
async function isBlind(engine: Engine, tx: Transaction): Promise<boolean> {
  const now = await readClock(tx);
  const states = await sourceStates(tx);
  return [...engine.configuration().sources.values()].some((source) => {
    const state = states.get(source.id);
    return state !== undefined && heartbeatState({ ...source, ...state, now }).kind === "blind";
  });
}
