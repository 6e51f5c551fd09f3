import type { IncidentId, Incident } from "#domain/incident/incident.ts";
import { isEnding } from "#domain/response/decide-silence.ts";
import { liveSilences, type IncidentSilence } from "#domain/response/silences.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { placeOfPerson } from "#engine/place.ts";
import { countSilenced } from "#store/alert/silenced-alerts.ts";
import { readClock } from "#store/database/clock.ts";
import { insertNotices, type NewNotice } from "#store/duty/notices.ts";
import { lockIncident } from "#store/incident/incidents.ts";

/** Tells those whom it concerns that a silence ends soon, while what it hides still fires: that would page again. */
export async function remindOfEnd(engine: Engine, id: IncidentId, key: string): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const incident = await lockIncident(tx, id);
    if (incident === null) return;
    const silence = liveSilences(incident.silences).find((one) => one.key === key);
    const now = await readClock(tx);
    if (silence === undefined || !isEnding(silence, now)) return;
    const hides = await countSilenced(tx, silence.source, silence.id ?? "");
    if (hides === 0) return;
    const sight = { kind: "ending", hides } as const;
    const command = { kind: "see-silence", key, sight } as const;
    const outcome = await changeLocked(engine, tx, incident, { command, now });
    if (outcome.changed) await insertNotices(tx, noticesOf(incident, silence));
  });
}

/** Whoever made it and whoever has the incident; when nobody is known, the incident's channel. */
function noticesOf(incident: Incident, silence: IncidentSilence): readonly NewNotice[] {
  const { key, holdsUntil } = silence;
  const people = [silence.by, incident.acknowledgedBy].flatMap((actor) => {
    return actor?.kind === "person" && actor.person !== null ? [placeOfPerson(actor.person)] : [];
  });
  const places = people.length === 0 ? [`incident/${incident.id}`] : [...new Set(people)];
  return places.map((place) => ({
    key: `silence-ending/${key}/${holdsUntil?.toISO() ?? ""}/${place}`,
    place,
    about: { kind: "silence-ending", incident: incident.id, silence: key },
  }));
}
