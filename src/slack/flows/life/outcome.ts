import type { Actor } from "#domain/actor.ts";
import { incidentName, type Incident, type IncidentId } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type Form, openView } from "#slack/flows/desk/form.ts";
import type { Act, ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, standsAs, type Sentence } from "#slack/flows/incident/answers.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { VERDICT_LABELS } from "#slack/views/incident-over.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { OUTCOME_TITLE, type OutcomeWish, readOutcome, renderOutcome } from "./outcome-form.ts";

const LINE_LENGTH = 300;

/** One line about how it was resolved, and whether its page was worth waking somebody for. */
export const outcomeAct: Act = {
  name: "outcome",
  aliases: ["resolution", "verdict"],
  usage: [
    { typed: "outcome INC-12", says: "says how it ended, and whether its page was worth it." },
  ],
  group: "End",
  takesWords: true,
  isPossible: ({ status }) => status === "resolved",
  run: (desk, call) => (call.text === "" ? open(desk, call) : tellTyped(desk, call)),
};

export const outcomeForm: Form<OutcomeWish> = {
  title: OUTCOME_TITLE,
  wants: (_, { meta }) => ({ action: "resolve", incident: readIncidentId(meta) }),
  read: (_, { values }) => readOutcome(values),
  save: async (desk, { actor }, wish, { meta }) => {
    const id = readIncidentId(meta);
    return say(id === null ? noSuchIncident(meta) : await saveOutcome(desk, id, actor, wish));
  },
};

async function open(desk: Desk, call: ActCall): Promise<Message | null> {
  const incident = await readIncident(desk.engine.database.kysely, call.incident);
  if (incident === null) return say(noSuchIncident(call.incident));
  if (incident.status !== "resolved") return say(notOver(incident, call.actor));
  return await openView(desk, call, renderOutcome(incident));
}

async function tellTyped(desk: Desk, { incident, actor, text }: ActCall): Promise<Message> {
  const wish = { text: oneLine(text, LINE_LENGTH), verdict: null };
  return say(await saveOutcome(desk, incident, actor, wish));
}

/** Notes what somebody said of its end. */
export async function saveOutcome(
  desk: Desk,
  id: IncidentId,
  by: Actor,
  { text, verdict }: OutcomeWish,
): Promise<Sentence> {
  const told =
    text === ""
      ? null
      : await changeIncident(desk.engine, id, () => ({ kind: "tell-resolution", by, text }));
  const judged =
    verdict === null
      ? null
      : await changeIncident(desk.engine, id, () => ({ kind: "give-verdict", by, verdict }));
  const outcome = judged ?? told;
  if (outcome === null) return noSuchIncident(id);
  if (outcome.incident.status !== "resolved") return notOver(outcome.incident, by);
  const answered = verdict === null ? "" : ` ${VERDICT_LABELS[verdict]}.`;
  return `Noted for ${incidentName(id)}.${answered} Thank you.`;
}

function notOver(incident: Incident, actor: Actor): Sentence {
  return `${standsAs(incident, actor)} Say how it ended once it is resolved.`;
}
