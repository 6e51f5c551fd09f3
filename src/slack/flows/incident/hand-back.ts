import type { Actor } from "#domain/actor.ts";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { answerOf, type Sentence } from "./answers.ts";
import { whoIsPaged } from "./who-is-paged.ts";

/** Gives an incident back to the others, who are paged at once. */
export async function handBack(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, (_, roster) => {
    return { kind: "hand-back", by: actor, roster };
  });
  const paging = await whoIsPaged(desk, outcome);
  return answerOf(outcome, { id, actor }, () => `You handed ${incidentName(id)} back. ${paging}`);
}
