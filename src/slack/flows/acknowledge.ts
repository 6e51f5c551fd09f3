import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident.ts";
import { changeIncident, type Outcome } from "#engine/change-incident.ts";
import { plural } from "#slack/words/incident-words.ts";
import type { Desk } from "./desk.ts";
import { answerOf, standsAs, type Sentence } from "./incident-answers.ts";

const MOST_NAMED = 5;

/** Takes an incident: nobody else is paged for it any more. */
export async function acknowledge(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await take(desk, id, actor);
  return answerOf(outcome, { id, actor }, () => {
    return `You have ${incidentName(id)} now. Nobody else is paged for it any more.`;
  });
}

/** Takes all of these that nobody has yet. */
export async function acknowledgeAll(
  desk: Desk,
  ids: readonly IncidentId[],
  actor: Actor,
): Promise<Sentence> {
  const outcomes: Outcome[] = [];
  for (const id of ids) {
    const outcome = await take(desk, id, actor);
    if (outcome !== null) outcomes.push(outcome);
  }
  const taken = outcomes.filter(({ changed }) => changed).length;
  const others = outcomes.filter(({ changed }) => !changed);
  const named = others.slice(0, MOST_NAMED).map(({ incident }) => standsAs(incident, actor));
  const rest = others.length - named.length;
  return [
    `You took ${plural(taken, "incident")}.`,
    ...named,
    ...(rest > 0 ? [`${rest} more had been taken or were over.`] : []),
  ].join(" ");
}

async function take(desk: Desk, id: IncidentId, actor: Actor): Promise<Outcome | null> {
  return await changeIncident(desk.engine, id, () => ({ kind: "acknowledge", by: actor }));
}
