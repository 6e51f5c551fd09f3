import { isSameActor, type Actor } from "#domain/actor.ts";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { leadOf } from "#domain/incident/leading.ts";
import { changeIncident, type Outcome } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { refusalOf } from "#slack/flows/desk/may.ts";
import { nameIn } from "#slack/people/name-in.ts";
import type { Known } from "#slack/people/permission.ts";
import { lacksAnswers } from "#slack/views/incident-buttons.ts";
import type { Message } from "#slack/words/blocks.ts";
import { actorWords, listWords, plural } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import type { Act } from "./act.ts";
import { answerOf, standsAs, type Sentence } from "./answers.ts";

/** Somebody takes it. */
export const acknowledgeAct: Act = {
  name: "acknowledge",
  aliases: ["ack"],
  usage: [
    { typed: "ack INC-12", says: "takes an incident: nobody else is paged for it any more." },
  ],
  group: "Answer",
  takesWords: false,
  isPossible: lacksAnswers,
  run: async (desk, { incident, actor }) => say(await acknowledge(desk, incident, actor)),
};

const MOST_NAMED = 5;
const NAMES_LENGTH = 300;

/** Takes an incident: nobody else is paged for it any more. */
async function acknowledge(desk: Desk, id: IncidentId, actor: Actor): Promise<Sentence> {
  const outcome = await take(desk, id, actor);
  return answerOf(outcome, { id, actor }, (incident) => takenWords(desk, incident, actor));
}

function takenWords(desk: Desk, incident: Incident, actor: Actor): Sentence {
  const { id, acknowledgedBy, paging } = incident;
  const name = incidentName(id);
  const others = paging.unanswered.map((person) => nameIn(desk.engine.configuration(), person));
  const rest =
    others.length === 0
      ? "Nobody else is paged for it any more."
      : `Everybody of this level must acknowledge: ${outside(listWords(others), NAMES_LENGTH)} ${others.length === 1 ? "is" : "are"} still paged.`;
  if (acknowledgedBy === null || isSameActor(acknowledgedBy, actor)) {
    const lead = isSameActor(leadOf(incident), actor) ? " You lead it until you hand it over." : "";
    return `You have ${name} now. ${rest}${lead}`;
  }
  return `You acknowledged ${name} too; ${actorWords(acknowledgedBy, IN_BLOCK)} has it. ${rest}`;
}

/** Takes all of these that nobody has yet, and that the person may take. */
export async function acknowledgeAll(
  desk: Desk,
  ids: readonly IncidentId[],
  person: Known,
): Promise<Message> {
  const { actor } = person;
  const outcomes: Outcome[] = [];
  const refusals: Message[] = [];
  for (const id of ids) {
    const refusal = await refusalOf(desk, person, { action: "acknowledge", incident: id });
    const outcome = refusal === null ? await take(desk, id, actor) : null;
    if (refusal !== null) refusals.push(refusal);
    if (outcome !== null) outcomes.push(outcome);
  }
  const [refusal] = refusals;
  if (refusal !== undefined && outcomes.length === 0) return refusal;
  return say(takenOf(outcomes, actor, refusals.length));
}

function takenOf(outcomes: readonly Outcome[], actor: Actor, refused: number): Sentence {
  const taken = outcomes.filter(({ changed }) => changed).length;
  const others = outcomes.filter(({ changed }) => !changed);
  const named = others.slice(0, MOST_NAMED).map(({ incident }) => standsAs(incident, actor));
  const rest = others.length - named.length;
  return [
    `You took ${plural(taken, "incident")}.`,
    ...named,
    ...(rest > 0 ? [`${rest} more had been taken or were over.`] : []),
    ...(refused > 0 ? [`You may not take ${refused} of those shown.`] : []),
  ].join(" ");
}

async function take(desk: Desk, id: IncidentId, actor: Actor): Promise<Outcome | null> {
  return await changeIncident(desk.engine, id, () => ({ kind: "acknowledge", by: actor }));
}
