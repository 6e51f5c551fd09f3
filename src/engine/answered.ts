import type { Actor } from "#domain/actor.ts";
import { type Incident, type IncidentId, incidentName, isOpen } from "#domain/incident.ts";
import { slackIdOfPerson } from "#store/contacts.ts";
import { readIncident } from "#store/incidents.ts";
import { changeIncident } from "./change-incident.ts";
import type { Engine } from "./engine.ts";

/** What was asked for from outside Slack, in plain data for whoever answers it: nothing in it is escaped. */
export type Answered =
  /** No such token, or nothing that waits. */
  | { readonly kind: "unknown" }
  | { readonly kind: "over"; readonly incidents: readonly AnsweredIncident[] }
  | { readonly kind: "test"; readonly person: string }
  | {
      readonly kind: "taken";
      /** As the configuration calls them. */
      readonly person: string;
      readonly incidents: readonly AnsweredIncident[];
    };

export type AnsweredIncident = {
  readonly id: number;
  /** "INC-42". */
  readonly name: string;
  readonly title: string;
  /** Whether this very answer did it; else the reason says why not, such as "somebody else has it". */
  readonly changed: boolean;
  readonly reason: string;
  /** The name of whoever has it; null while nobody does. */
  readonly holder: string | null;
  readonly isOver: boolean;
};

export type Deed = "acknowledge" | "escalate";

/** Who answers, by which way, and for which incidents. */
export type Answer = {
  readonly person: string;
  readonly way: string;
  readonly ids: readonly IncidentId[];
};

/** Does it in that person's name, for one incident after the other. */
export async function doFor(
  engine: Engine,
  { person, way, ids }: Answer,
  deed: Deed,
): Promise<Answered> {
  const by = await actorFor(engine, person);
  const via = wordsFor(engine, way);
  const incidents: AnsweredIncident[] = [];
  for (const id of ids) {
    const outcome = await changeIncident(engine, id, (_, roster) => {
      return deed === "acknowledge" ? { kind: deed, by, via } : { kind: deed, by, roster };
    });
    if (outcome !== null) incidents.push(describe(outcome.incident, outcome));
  }
  return { kind: "taken", person: nameOf(engine, person), incidents };
}

/** How they stand, when nothing is to be done. */
export async function readAll(
  { database }: Engine,
  ids: readonly IncidentId[],
): Promise<readonly AnsweredIncident[]> {
  const found: AnsweredIncident[] = [];
  for (const id of ids) {
    const incident = await readIncident(database.kysely, id);
    if (incident !== null) found.push(describe(incident, { changed: false, reason: "only read" }));
  }
  return found;
}

/** As people call the way: "e-mail". */
export function wordsFor({ ways }: Engine, way: string): string {
  return ways().find(({ kind }) => kind === way)?.by ?? way;
}

export function nameOf(engine: Engine, person: string): string {
  return engine.configuration().people.get(person)?.name ?? person;
}

function describe(
  incident: Incident,
  { changed, reason }: Pick<AnsweredIncident, "changed" | "reason">,
): AnsweredIncident {
  const { id, title, acknowledgedBy } = incident;
  const holder = acknowledgedBy?.kind === "person" ? acknowledgedBy.name : null;
  return { id, name: incidentName(id), title, changed, reason, holder, isOver: !isOpen(incident) };
}

/** The same person as in Slack: their member id is in muster.yaml, or came with the address that they entered. */
async function actorFor(engine: Engine, person: string): Promise<Actor> {
  const known = engine.configuration().people.get(person);
  const slackId = known?.slack ?? (await slackIdOfPerson(engine.database.kysely, person)) ?? "";
  return { kind: "person", slackId, name: nameOf(engine, person), person };
}
