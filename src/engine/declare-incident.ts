import type { Actor } from "#domain/actor.ts";
import type { Incident } from "#domain/incident.ts";
import { rosterOf } from "#domain/roster.ts";
import type { Severity } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import { readClock } from "#store/clock.ts";
import { nextIncidentIds } from "#store/incidents.ts";
import { openIncident } from "./change-incident.ts";
import type { Engine } from "./engine.ts";

const TITLE_LENGTH = 150;

export type Declaration = {
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  readonly by: Actor;
};

/** Opens an incident that a person declares; it has no alerts and ends when somebody says so. */
export async function declareIncident(
  engine: Engine,
  { service: id, severity, title, by }: Declaration,
): Promise<Incident> {
  const configuration = engine.configuration();
  const service = configuration.services.get(id);
  const policy = configuration.policies.get(service?.policy ?? "");
  if (service === undefined || policy === undefined) throw new Error(`There is no service ${id}.`);
  return await engine.database.transaction(async (tx) => {
    const [number] = await nextIncidentIds(tx, 1);
    if (number === undefined) throw new Error("The database gave no number.");
    const now = await readClock(tx);
    const command = {
      kind: "open",
      id: number,
      by,
      key: JSON.stringify([service.id, "declared", number]),
      service: service.id,
      severity,
      title: oneLine(title, TITLE_LENGTH),
      startedAt: now,
      policy,
      pages: configuration.severities[severity].pages,
      roster: rosterOf(policy, configuration, service),
      notes: [],
    } as const;
    return await openIncident(engine, tx, command, now);
  });
}
