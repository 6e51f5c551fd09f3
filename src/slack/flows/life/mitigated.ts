import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { answerOf, type Sentence } from "#slack/flows/incident/answers.ts";
import { plural, span } from "#slack/words/incident-words.ts";

const REASON_LENGTH = 300;

/** The pain has stopped; why it hurt can wait. */
export const mitigatedAct: Act = {
  name: "mitigated",
  aliases: ["stable", "stopped"],
  usage: [{ typed: "mitigated INC-12", says: "the pain has stopped: nobody is hurt any more." }],
  group: "Mitigate",
  takesWords: false,
  isPossible: (incident) => isOpen(incident) && incident.status !== "mitigated",
  run: async (desk, { incident: id, actor }) => {
    const outcome = await changeIncident(desk.engine, id, () => {
      return { kind: "mark-mitigated", by: actor };
    });
    return say(answerOf(outcome, { id, actor }, mitigatedWords));
  },
};

/** The pain is back, or was never gone. */
export const notMitigatedAct: Act = {
  name: "not-mitigated",
  aliases: ["unmitigated"],
  usage: [{ typed: "not-mitigated INC-12 errors rise", says: "the pain is back." }],
  group: "Mitigate",
  takesWords: true,
  isPossible: (incident) => isOpen(incident) && incident.life.mitigatedAt !== null,
  run: async (desk, { incident: id, actor, text }) => {
    const reason = oneLine(text, REASON_LENGTH);
    const outcome = await changeIncident(desk.engine, id, () => {
      return { kind: "undo-mitigated", by: actor, reason };
    });
    return say(answerOf(outcome, { id, actor }, notMitigatedWords));
  },
};

function mitigatedWords({ id, alerts, life, startedAt }: Incident): Sentence {
  const { mitigatedAt } = life;
  const lasted = mitigatedAt === null ? "" : ` after ${span(startedAt, mitigatedAt)}`;
  const done = `${incidentName(id)} is mitigated${lasted}. Now there is time to find out why.`;
  if (alerts.firing === 0) return `${done} Resolve it when it is over.`;
  return `${done} ${plural(alerts.firing, "alert")} still firing: what fires anew five minutes from now or later pages again.`;
}

function notMitigatedWords({ id }: Incident): Sentence {
  return `${incidentName(id)} is not mitigated any more. Nobody was paged for that: escalate it when you need help.`;
}
