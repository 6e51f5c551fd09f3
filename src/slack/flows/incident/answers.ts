import { isSameActor, type Actor } from "#domain/actor.ts";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import type { Outcome } from "#engine/incident/change-incident.ts";
import { actorWords, statusWords } from "#slack/words/incident-words.ts";
import { escapeText, IN_BLOCK, mention } from "#slack/words/mrkdwn.ts";

/** What a press came to, in a sentence or two for the person who pressed. */
export type Sentence = string;

export function noSuchIncident(id: IncidentId | string): Sentence {
  const name = typeof id === "string" ? escapeText(id.slice(0, 40)) : incidentName(id);
  return `There is no incident ${name}.`;
}

/** What to say when a command found nothing to do: how the incident stands. */
export function standsAs(incident: Incident, actor: Actor): Sentence {
  const name = incidentName(incident.id);
  if (incident.status !== "acknowledged") return `${name}: ${statusWords(incident, IN_BLOCK)}.`;
  const { acknowledgedBy: holder, acknowledgedAt } = incident;
  const since = acknowledgedAt === null ? "" : ` since ${IN_BLOCK.moment(acknowledgedAt)}`;
  if (holder !== null && isSameActor(holder, actor)) return `You already have ${name}${since}.`;
  return `${holderWords(holder)} has ${name}${since}.`;
}

/** The answer for an incident that exists: what changed, or how it stands. */
export function answerOf(
  outcome: Outcome | null,
  { id, actor }: { readonly id: IncidentId; readonly actor: Actor },
  done: (incident: Incident) => Sentence,
): Sentence {
  if (outcome === null) return noSuchIncident(id);
  return outcome.changed ? done(outcome.incident) : standsAs(outcome.incident, actor);
}

/** Only the person who asked sees this, so a mention calls nobody. */
function holderWords(holder: Actor | null): string {
  if (holder === null) return "Somebody";
  return holder.kind === "person" ? mention(holder.slackId) : actorWords(holder, IN_BLOCK);
}
