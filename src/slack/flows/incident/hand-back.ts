import type { Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type IncidentId } from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Act } from "./act.ts";
import { answerOf, type Sentence } from "./answers.ts";
import { whoIsPaged } from "./who-is-paged.ts";

export const handBackAct: Act = {
  name: "hand-back",
  aliases: ["handback", "unack", "not-mine"],
  usage: [{ typed: "hand-back INC-12", says: "gives it back: the others are paged at once." }],
  group: "Answer",
  takesWords: false,
  isPossible: isOpen,
  run: async (desk, { incident, actor }) => say(await handBack(desk, incident, actor)),
};

/** Gives an incident back to the others, who are paged at once. */
async function handBack(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, (_, roster) => {
    return { kind: "hand-back", by: actor, roster };
  });
  const paging = await whoIsPaged(desk, outcome);
  return answerOf(outcome, { id, actor }, () => `You handed ${incidentName(id)} back. ${paging}`);
}
