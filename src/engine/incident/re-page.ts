import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { changeIncident } from "./change-incident.ts";

/** More open incidents than anybody has. */
const MOST = 10_000;

/**
 * Pages whoever has come on call for an incident that is being paged and that nobody has acknowledged. It compares
 * what is with what was done, so it may be asked as often as somebody likes.
 */
export async function reconsiderPages(engine: Engine): Promise<void> {
  const open = await openIncidents(engine.database.kysely, MOST, () => undefined);
  for (const { id } of open.filter(isPaging)) await reconsider(engine, id);
}

/** One that fails keeps no other incident, and no hand-over, from going on. */
async function reconsider(engine: Engine, id: IncidentId): Promise<void> {
  try {
    await changeIncident(engine, id, (_, roster) => ({ kind: "duty-changed", roster }));
  } catch (error) {
    engine.logger.error({ err: error, incident: id }, "could not page whoever came on call");
  }
}

function isPaging({ paging: { state } }: Incident): boolean {
  return state === "paging" || state === "exhausted" || state === "held";
}
