import { incidentName, type Incident } from "#domain/incident/incident.ts";
import type { IncidentSilence } from "#domain/response/silences.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, type Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { plural } from "#slack/words/incident-words.ts";
import type { Pen } from "#slack/words/mrkdwn.ts";
import { silenceWords } from "#slack/words/silence-words.ts";
import { choiceOf } from "./incident-buttons.ts";

/** Whoever made a silence can let it go on before what it hides pages again. */
export function renderSilenceEnding(
  incident: Incident,
  silence: IncidentSilence,
  hides: number,
): Message {
  const buttons = silence.isOver
    ? []
    : [button(ACTIONS.act, ACT_LABELS.silence, choiceOf("silence", incident))];
  return inBothPens(
    (pen) => [[endWords(incident, silence, { hides, pen }), `${silenceWords(silence, pen)}.`]],
    actions("silence", buttons),
  );
}

function endWords(
  { id }: Incident,
  { isOver, holdsUntil, remindedOf }: IncidentSilence,
  { hides, pen }: { readonly hides: number; readonly pen: Pen },
): string {
  const name = incidentName(id);
  if (isOver) return `A silence of ${name} has ended.`;
  if (holdsUntil === null) return `A silence of ${name} is about to end.`;
  const end = pen.moment(holdsUntil);
  if (remindedOf === null || remindedOf < holdsUntil)
    return `A silence of ${name} goes on until ${end}.`;
  const firing =
    hides === 0
      ? "None of the alerts that it hides fires any more."
      : `${plural(hides, "alert")} that it hides still ${hides === 1 ? "fires" : "fire"}, and can page again then.`;
  return `A silence of ${name} ends at ${end}. ${firing}`;
}
