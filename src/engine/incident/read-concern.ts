import type { Incident } from "#domain/incident/incident.ts";
import { type Concern, concernOf, concernOfService } from "#domain/permission/concern.ts";
import { rosterOf } from "#domain/service/roster.ts";
import type { Engine } from "#engine/engine.ts";
import { onCallAt } from "#engine/on-call.ts";
import { readClock } from "#store/database/clock.ts";

/** Whom an incident concerns now. */
export async function readConcern(engine: Engine, incident: Incident): Promise<Concern> {
  const { service: id, severity, paging } = incident;
  const now = await readClock(engine.database.kysely);
  const configuration = engine.configuration();
  const service = configuration.services.get(id);
  const occasion = { service, severity, now, whoIsOnCall: onCallAt(engine, now) };
  return concernOf(incident, configuration, rosterOf(paging.policy, configuration, occasion));
}

/** Whom an incident of that service would concern now. */
export async function readServiceConcern(engine: Engine, id: string): Promise<Concern> {
  const now = await readClock(engine.database.kysely);
  const configuration = engine.configuration();
  const service = configuration.services.get(id);
  const policy = service === undefined ? undefined : configuration.policies.get(service.policy);
  const occasion = { service, severity: "SEV1", now, whoIsOnCall: onCallAt(engine, now) } as const;
  const roster = policy === undefined ? null : rosterOf(policy, configuration, occasion);
  return concernOfService(configuration, id, roster);
}
