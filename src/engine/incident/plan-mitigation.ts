import { isOpen, type IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { changeIncident } from "./change-incident.ts";
import { readPageFacts } from "./read-facts.ts";

/** Takes what the runbook lists as steps, once somebody looks at them: from then on they keep their words. */
export async function planMitigation(engine: Engine, id: IncidentId): Promise<void> {
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, id);
  if (incident === null || !isOpen(incident) || incident.mitigation.runbook !== null) return;
  const { runbook, offeredSteps: steps } = await readPageFacts(engine, kysely, incident);
  if (runbook.kind !== "page" || steps.length === 0) return;
  const { title } = runbook;
  await changeIncident(engine, id, () => ({ kind: "plan-mitigation", runbook: title, steps }));
}
