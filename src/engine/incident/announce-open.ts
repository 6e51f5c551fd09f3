import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { openIncidentIds } from "#store/incident/incidents.ts";

const MOST = 1000;

/**
 * After a start or a change of the configuration everything that shows an open incident looks at it again. One
 * transaction for each, so that in a storm a replica that starts does not keep the others from their lanes.
 */
export async function announceOpen({ database }: Engine): Promise<void> {
  for (const id of await openIncidentIds(database.kysely, MOST)) {
    await database.transaction((tx) => enqueueAnnouncement(tx, id));
  }
}
