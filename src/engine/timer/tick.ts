import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { blindSource } from "#engine/delivery/heartbeat.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked, dueAt, quietUntil } from "#engine/incident/change-incident.ts";
import { currentRoster } from "#engine/incident/current-roster.ts";
import { countHidden } from "#engine/incident/hidden-alerts.ts";
import { scheduleTick } from "#engine/job/jobs.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";

/** An incident that could not move although its time had come is looked at again this much later. */
const LOOK_AGAIN = { seconds: 30 };

/** The incident's time has come: page the next level, end the quiet period, or find nothing to do. */
export async function tick(engine: Engine, id: IncidentId): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return;
    const now = await readClock(tx);
    const roster = await currentRoster(engine, tx, incident, now);
    const doubt = await doubtAbout(engine, tx, incident);
    const until = quietUntil(engine, incident);
    const command = { kind: "tick", roster, quietUntil: until, doubt } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (outcome.changed) return;
    const due = dueAt(engine, incident);
    const later = now.plus(LOOK_AGAIN);
    await scheduleTick(tx, id, due !== null && due < later ? later : due);
  });
}

/** Why the end of the incident's alerts is not to be believed: we may simply not hear of those that fire. */
async function doubtAbout(
  engine: Engine,
  tx: Transaction,
  incident: Incident,
): Promise<string | null> {
  const now = await readClock(tx);
  const blind = await blindSource(engine, tx, now);
  if (blind !== null) return `alerting is blind: the heartbeat of ${blind} is missing`;
  const hidden = await countHidden(tx, incident.id, now);
  return hidden === 0 ? null : `the sender left out ${hidden} more alerts of the group`;
}
