import type { Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Act } from "./act.ts";
import { answerOf, type Sentence } from "./answers.ts";
import { whoIsPaged } from "./who-is-paged.ts";

export const escalateAct: Act = {
  name: "escalate",
  aliases: [],
  usage: [{ typed: "escalate INC-12", says: "calls whom the policy names next, at once." }],
  group: "Answer",
  takesWords: false,
  isPossible: isOpen,
  run: async (desk, { incident, actor, step }) => say(await escalate(desk, incident, actor, step)),
};

/** What was pressed showed an older step of the paging: somebody else was quicker, or the time ran out. */
class MovedOn extends Error {}

/** Calls whom the policy names next, at once; once only for each step of the paging that a card showed. */
async function escalate(
  desk: Desk,
  id: IncidentId,
  actor: Actor,
  shown: number | null,
): Promise<Sentence> {
  try {
    const outcome = await changeIncident(desk.engine, id, ({ paging }, roster) => {
      if (shown !== null && paging.step !== shown) throw new MovedOn();
      return { kind: "escalate", by: actor, roster };
    });
    const paging = await whoIsPaged(desk, outcome);
    return answerOf(outcome, { id, actor }, () => `${incidentName(id)} is escalated. ${paging}`);
  } catch (error) {
    if (!(error instanceof MovedOn)) throw error;
    return `${incidentName(id)} has moved on since this was shown, so nobody more was paged. Its card shows whom it is with now.`;
  }
}
