import type { Template } from "#domain/configuration/postmortem-template.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import { chooseTemplate } from "#domain/postmortem/choose-template.ts";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import type { Prose } from "#domain/postmortem/prose.ts";
import { readingZone } from "#domain/postmortem/reading-zone.ts";
import type { Engine } from "#engine/engine.ts";
import type { Connection } from "#store/database/database.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { proseOf } from "#store/postmortem/sections.ts";
import { factsOf } from "./read-facts.ts";

/** All that a postmortem is written from, as it is now. */
export type PostmortemParts = {
  readonly incident: Incident;
  readonly facts: PostmortemFacts;
  /** The newest version of what people wrote, by section. */
  readonly prose: ReadonlyMap<string, Prose>;
  /** The id of its template: the one that somebody chose, else by the rules. */
  readonly template: string;
  /** The users' own templates, of which it may be one. */
  readonly templates: readonly Template[];
  /** The zone of those who answer for the service. */
  readonly zone: string;
};

export async function readPostmortem(
  engine: Engine,
  connection: Connection,
  id: IncidentId,
): Promise<PostmortemParts | null> {
  const incident = await readIncident(connection, id);
  if (incident === null) return null;
  const configuration = engine.configuration();
  const facts = await factsOf(engine, connection, incident);
  return {
    incident,
    facts,
    prose: await proseOf(connection, id),
    template: incident.postmortem.template ?? chooseTemplate(configuration, facts),
    templates: engine.templates(),
    zone: readingZone(configuration, incident.service),
  };
}
