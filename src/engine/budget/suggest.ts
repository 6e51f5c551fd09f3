import { MUSTER } from "#domain/actor.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { isWorse } from "#domain/severity.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { readIncidentBudgets } from "#engine/incident/incident-budgets.ts";

/** Tells once that the error budget says worse than people do. */
export async function suggest(engine: Engine, incident: Incident): Promise<void> {
  const { suggestion } = await readIncidentBudgets(engine, engine.database.kysely, incident);
  if (suggestion === null) return;
  const told = incident.impact.suggested;
  if (told !== null && !isWorse(suggestion.severity, told)) return;
  await changeIncident(engine, incident.id, () => {
    return { kind: "suggest-severity", by: MUSTER, ...suggestion };
  });
}
