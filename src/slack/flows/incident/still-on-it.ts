import type { Actor } from "#domain/actor.ts";
import {
  incidentName,
  isTaken,
  type Incident,
  type IncidentId,
} from "#domain/incident/incident.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import type { Act } from "./act.ts";
import { answerOf, type Sentence } from "./answers.ts";

export const stillOnItAct: Act = {
  name: "still-on-it",
  aliases: [],
  usage: [],
  group: null,
  takesWords: false,
  isPossible: isTaken,
  run: async (desk, { incident, actor }) => say(await stillOnIt(desk, incident, actor)),
};

/** Whoever has an incident says that they are still working on it. */
async function stillOnIt(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await changeIncident(desk.engine, id, () => ({ kind: "still-on-it", by: actor }));
  return answerOf(outcome, { id, actor }, noted);
}

function noted({ id, paging: { nextAt } }: Incident): Sentence {
  const next = nextAt === null ? "" : ` You are asked again at ${IN_BLOCK.time(nextAt)}.`;
  return `Good, ${incidentName(id)} stays with you.${next}`;
}
