import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident.ts";
import { changeIncident } from "#engine/change-incident.ts";
import type { Desk } from "./desk.ts";
import { answerOf, type Sentence } from "./incident-answers.ts";
import { whoIsPaged } from "./who-is-paged.ts";

/** Calls whom the policy names next, at once. */
export async function escalate(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, (_, roster) => {
    return { kind: "escalate", by: actor, roster };
  });
  const paging = await whoIsPaged(desk, outcome);
  return answerOf(outcome, { id, actor }, () => `${incidentName(id)} is escalated. ${paging}`);
}
