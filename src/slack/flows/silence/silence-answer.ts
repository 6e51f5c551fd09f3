import { matchersText } from "#domain/alert/silence-matcher.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentSilence } from "#domain/response/silences.ts";
import type { SilenceAnswer } from "#engine/silence/ask-for-silence.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";

const REASON_LENGTH = 300;
const MATCHERS_LENGTH = 400;

/** What came of it, for whoever asked. */
export function silenceAnswer(id: IncidentId, answer: SilenceAnswer): Sentence {
  switch (answer.kind) {
    case "no-incident":
      return noSuchIncident(id);
    case "refused":
      return `Nothing was changed: ${answer.reason}.`;
    case "asked":
      return standsAs(answer.silence);
  }
}

function standsAs(silence: IncidentSilence): Sentence {
  const { failure, wanted, trouble, isOver, source } = silence;
  const where = outside(source, 60);
  if (failure !== null) {
    return `${where} did not do it: ${outside(failure, REASON_LENGTH)}. Nothing was changed.`;
  }
  if (isOver) return "The silence has ended. What it hid can page again.";
  if (wanted === null) return heldWords(silence);
  const why = trouble === null ? "it has not answered yet" : outside(trouble, REASON_LENGTH);
  return `It is not done yet: ${why}. Muster goes on trying for ten minutes; the card shows when ${where} has it.`;
}

function heldWords({ holdsUntil, until, matchers }: IncidentSilence): Sentence {
  const end = IN_BLOCK.moment(holdsUntil ?? until);
  const what = outside(matchersText(matchers), MATCHERS_LENGTH);
  return `Silenced until ${end}: ${what}. Silenced alerts are not over: the incident stays open. You are reminded before it ends if they still fire then.`;
}
