import type { IncidentId } from "#domain/incident/incident.ts";
import { nextReminder } from "#domain/incident/reminders.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { scheduleReminder } from "#engine/job/jobs.ts";
import { readClock } from "#store/database/clock.ts";
import { lockIncident } from "#store/incident/incidents.ts";

/** Tells whoever is to be told something about the incident by now. */
export async function remind(engine: Engine, id: IncidentId): Promise<void> {
  const rules = engine.configuration();
  await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return;
    const now = await readClock(tx);
    const outcome = await changeLocked(engine, tx, incident, {
      command: { kind: "remind", rules },
      now,
    });
    // The configuration may have changed since the timer was set.
    if (!outcome.changed) await scheduleReminder(tx, id, nextReminder(incident, rules));
  });
}
