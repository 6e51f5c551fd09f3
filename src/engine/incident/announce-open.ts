import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { openIncidentIds } from "#store/incident/incidents.ts";

const MOST = 1000;

/** After a start or a change of the configuration everything that shows an open incident looks at it again. */
export async function announceOpen(engine: Engine): Promise<void> {
  await engine.database.transaction(async (tx) => {
    for (const id of await openIncidentIds(tx, MOST)) await enqueueAnnouncement(tx, id);
  });
}
