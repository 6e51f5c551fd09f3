import { setTimeout as wait } from "node:timers/promises";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentSilence } from "#domain/response/silences.ts";
import type { Engine } from "#engine/engine.ts";
import { readIncident } from "#store/incident/incidents.ts";

const LOOK_EVERY_MS = 100;
/** Somebody looks at a form that says that it is being saved. */
const PATIENCE_MS = 8000;

/** The silence once its source has been told what is wanted of it, or cannot be; as it stands when that takes long. */
export async function awaitSilence(
  { database }: Engine,
  id: IncidentId,
  key: string,
): Promise<IncidentSilence | null> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const incident = await readIncident(database.kysely, id);
    const silence = incident?.silences.find((one) => one.key === key) ?? null;
    const isSettled = silence === null || silence.wanted === null || silence.trouble !== null;
    if (isSettled || performance.now() > end) return silence;
    await wait(LOOK_EVERY_MS);
  }
}
