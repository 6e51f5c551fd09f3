import { isOpen } from "#domain/incident/incident.ts";
import type { PageFacts } from "#engine/incident/read-facts.ts";
import { actions, header, message, section, type Message } from "#slack/words/blocks.ts";
import {
  actorWords,
  countWords,
  headline,
  sentence,
  serviceWords,
  severityEmoji,
  statusWords,
} from "#slack/words/incident-words.ts";
import { IN_BLOCK, IN_NOTICE, type Pen, when } from "#slack/words/mrkdwn.ts";
import { askButtons } from "./incident-buttons.ts";
import { linkButtons, linkLines } from "./incident-links.ts";

/** Asks whoever has the incident whether they are still on it; afterwards what became of the question. */
export function renderAsk(facts: PageFacts): Message {
  const { incident, severityRules } = facts;
  const counts = countWords(incident.alerts);
  const state = [serviceWords(facts, IN_BLOCK), counts, `since ${when(incident.startedAt)}`];
  return message(`${questionWords(facts, IN_NOTICE)} ${sentence(facts, IN_NOTICE)}`, [
    header(headline(incident, severityRules)),
    section(
      `*${questionWords(facts, IN_BLOCK)}*`,
      `${severityEmoji(incident)} ${statusWords(incident, IN_BLOCK)}`,
      state.filter((part) => part !== "").join(" · "),
    ),
    section(...linkLines(facts)),
    ...actions("incident", [...askButtons(incident), ...linkButtons(facts)]),
  ]);
}

function questionWords({ incident }: PageFacts, pen: Pen): string {
  const { paging, acknowledgedBy } = incident;
  if (!isOpen(incident)) return "It is over: no answer is needed any more.";
  if (acknowledgedBy === null) return "Nobody has it any more, so it is paged anew.";
  const who = actorWords(acknowledgedBy, pen);
  if (!paging.asked || paging.ackUntil === null) return `${who} is on it.`;
  const otherwise = `Without an answer it is paged anew at ${pen.time(paging.ackUntil)}.`;
  return `Still on it, ${who}? ${otherwise}`;
}
