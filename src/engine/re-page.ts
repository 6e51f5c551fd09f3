import type { Incident } from "#domain/incident.ts";
import { openIncidents } from "#store/incidents.ts";
import { changeIncident } from "./change-incident.ts";
import type { Engine } from "./engine.ts";

/** More open incidents than anybody has. */
const MOST = 10_000;

/**
 * Pages whoever has come on call for an incident that is being paged and that nobody has acknowledged. It compares
 * what is with what was done, so it may be asked as often as somebody likes.
 */
export async function reconsiderPages(engine: Engine): Promise<void> {
  const open = await openIncidents(engine.database.kysely, MOST, () => undefined);
  for (const { id } of open.filter(isPaging)) {
    await changeIncident(engine, id, (_, roster) => ({ kind: "duty-changed", roster }));
  }
}

function isPaging({ paging: { state } }: Incident): boolean {
  return state === "paging" || state === "exhausted" || state === "held";
}
