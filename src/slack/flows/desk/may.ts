import type { Action } from "#domain/configuration/permissions.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { concernOfAll, type Concern } from "#domain/permission/concern.ts";
import { readConcern, readServiceConcern } from "#engine/incident/read-concern.ts";
import { type Known, objectionTo, type PermissionRules } from "#slack/people/permission.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import type { Desk } from "./desk.ts";

/** What somebody wants to do, with which incident, if any, or for which service. */
export type Wants = {
  readonly action: Action;
  readonly incident: IncidentId | null;
  readonly service?: string;
};

/** Tells somebody why they may not do what they want, and who may; null when they may. */
export async function refusalOf(desk: Desk, person: Known, wants: Wants): Promise<Message | null> {
  const concern = await concernIn(desk, wants);
  const objection = await objectionTo(rulesOf(desk), person, { action: wants.action, concern });
  return objection === null ? null : { text: objection, blocks: [] };
}

/** How the configuration of the moment says who may do what. */
export function rulesOf({ members, userGroups, engine, identity }: Desk): PermissionRules {
  return { members, userGroups, configuration: engine.configuration, team: identity.team };
}

async function concernIn({ engine }: Desk, { incident: id, service }: Wants): Promise<Concern> {
  const incident = id === null ? null : await readIncident(engine.database.kysely, id);
  if (incident !== null) return await readConcern(engine, incident);
  if (service !== undefined) return await readServiceConcern(engine, service);
  return concernOfAll(engine.configuration());
}
