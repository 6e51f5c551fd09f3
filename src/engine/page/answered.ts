import { z } from "zod";
import type { Actor } from "#domain/actor.ts";
import { type Incident, type IncidentId, incidentName, isOpen } from "#domain/incident/incident.ts";
import { isCalled } from "#domain/response/call.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { outlineOf } from "#store/incident/incident-outline.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { slackIdOfPerson } from "#store/page/contacts.ts";

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
  /** "INC-7", when that one goes on in its place. */
  readonly goesOnAs?: string;
  /** Whether this person is still asked: nobody has it, or each must answer and they have not. */
  readonly waits: boolean;
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
    const answered = await readably(engine, id, async () => {
      const outcome = await changeIncident(engine, id, (_, roster) => {
        return deed === "acknowledge" ? { kind: deed, by, via } : { kind: deed, by, roster };
      });
      return outcome === null ? null : describe(outcome.incident, person, outcome);
    });
    if (answered !== null) incidents.push(answered);
  }
  return { kind: "taken", person: nameOf(engine, person), incidents };
}

/** How they stand, when nothing is to be done. */
export async function readAll(
  engine: Engine,
  { person, ids }: Pick<Answer, "person" | "ids">,
): Promise<readonly AnsweredIncident[]> {
  const found: AnsweredIncident[] = [];
  for (const id of ids) {
    const answered = await readably(engine, id, async () => {
      const incident = await readIncident(engine.database.kysely, id);
      const nothing = { changed: false, reason: "only read" };
      return incident === null ? null : describe(incident, person, nothing);
    });
    if (answered !== null) found.push(answered);
  }
  return found;
}

/** As people call the way: "e-mail". */
export function wordsFor({ ways }: Engine, way: string): string {
  return ways().find(({ kind }) => kind === way)?.by ?? way;
}

/** Whoever was taken out of muster.yaml answers for nothing any more. */
export function isKnown(engine: Engine, person: string): boolean {
  return engine.configuration().people.has(person);
}

export function nameOf(engine: Engine, person: string): string {
  return engine.configuration().people.get(person)?.name ?? person;
}

/** One that cannot be read keeps nobody from the others: it is named, and nothing is done to it. */
async function readably(
  { database, logger }: Engine,
  id: IncidentId,
  work: () => Promise<AnsweredIncident | null>,
): Promise<AnsweredIncident | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    logger.error({ err: error, incident: id }, "an incident cannot be read, so nothing was done");
    const { title, status } = await outlineOf(database.kysely, id);
    const isOver = !isOpen({ status });
    const nothing = { changed: false, reason: "Muster cannot read it", holder: null };
    return { id, name: incidentName(id), title, ...nothing, isOver, waits: !isOver };
  }
}

function describe(
  incident: Incident,
  person: string,
  { changed, reason }: Pick<AnsweredIncident, "changed" | "reason">,
): AnsweredIncident {
  const { id, title, acknowledgedBy, paging, mergedInto, calls } = incident;
  const holder = acknowledgedBy?.kind === "person" ? acknowledgedBy.name : null;
  const isOver = !isOpen(incident);
  const waits =
    !isOver && (holder === null || paging.unanswered.includes(person) || isCalled(calls, person));
  const host = mergedInto === undefined ? {} : { goesOnAs: incidentName(mergedInto) };
  return { id, name: incidentName(id), title, changed, reason, holder, isOver, waits, ...host };
}

/** The same person as in Slack: their member id is in muster.yaml, or came with the address that they entered. */
async function actorFor(engine: Engine, person: string): Promise<Actor> {
  const known = engine.configuration().people.get(person);
  const slackId = known?.slack ?? (await slackIdOfPerson(engine.database.kysely, person)) ?? "";
  return { kind: "person", slackId, name: nameOf(engine, person), person };
}
