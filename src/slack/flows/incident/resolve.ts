import type { Actor } from "#domain/actor.ts";
import { incidentName, isOpen, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { BY_HAND } from "#domain/response/life.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { plural, span } from "#slack/words/incident-words.ts";
import type { Act } from "./act.ts";
import { answerOf, type Sentence } from "./answers.ts";

const REASON_LENGTH = 300;

export const resolveAct: Act = {
  name: "resolve",
  aliases: ["close"],
  usage: [{ typed: "resolve INC-12 rolled back", says: "ends it; the words say why." }],
  group: "End",
  takesWords: true,
  asksWhich: true,
  isPossible: isOpen,
  run: async (desk, { incident, actor, text }) => say(await resolve(desk, incident, actor, text)),
};

/** Ends an incident; the reason is what somebody typed, if anything. */
async function resolve(desk: Desk, id: IncidentId, actor: Actor, words: string): Promise<Sentence> {
  const reason = oneLine(words, REASON_LENGTH) || BY_HAND;
  const outcome = await changeIncident(desk.engine, id, () => {
    return { kind: "resolve", by: actor, reason };
  });
  return answerOf(outcome, { id, actor }, ended);
}

function ended({ id, alerts, startedAt, resolvedAt }: Incident): Sentence {
  const lasted = resolvedAt === null ? "" : ` after ${span(startedAt, resolvedAt)}`;
  const over = `${incidentName(id)} is resolved${lasted}.`;
  if (alerts.firing === 0) return over;
  return `${over} ${plural(alerts.firing, "alert")} still firing: it opens again when one of them fires anew.`;
}
