import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { oneLine } from "#domain/text.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { say } from "#slack/flows/desk/answer.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { answerOf, type Sentence } from "#slack/flows/incident/answers.ts";
import { plural } from "#slack/words/incident-words.ts";

const REASON_LENGTH = 300;
const USUAL_REASON = "nothing was wrong";

/** Nothing was wrong: it ends, and is counted as that. */
export const falseAlarmAct: Act = {
  name: "false-alarm",
  aliases: ["not-an-incident"],
  usage: [
    {
      typed: "false-alarm INC-12 a test ran",
      says: "ends it: nothing was wrong. The words say why.",
    },
  ],
  group: "End",
  takesWords: true,
  asksWhich: true,
  isPossible: isOpen,
  run: async (desk, { incident: id, actor, text }) => {
    const reason = oneLine(text, REASON_LENGTH) || USUAL_REASON;
    const outcome = await changeIncident(desk.engine, id, () => {
      return { kind: "resolve", by: actor, reason, as: "false-alarm" };
    });
    return say(answerOf(outcome, { id, actor }, endedWords));
  },
};

function endedWords({ id, alerts }: Incident): Sentence {
  const over = `${incidentName(id)} is over: a false alarm.`;
  if (alerts.firing === 0) return over;
  return `${over} ${plural(alerts.firing, "alert")} still firing: it opens again when one of them fires anew. Silence what should not fire.`;
}
