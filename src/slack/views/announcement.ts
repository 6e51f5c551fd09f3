import { isOpen } from "#domain/incident/incident.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, header, message, section, type Message } from "#slack/words/blocks.ts";
import {
  headline,
  sentence,
  serviceWords,
  severityEmoji,
  statusWords,
} from "#slack/words/incident-words.ts";
import { channelWords, IN_BLOCK, IN_NOTICE, outside, when } from "#slack/words/mrkdwn.ts";
import { peopleSection } from "./card/people.ts";

/** The card for those who do not work on it: how bad, since when, what was told last, and where to follow it. */
export function renderAnnouncement(facts: IncidentFacts, room: string | null): Message {
  const { incident, severityRules } = facts;
  const follow = button(ACTIONS.follow, ACT_LABELS.follow, String(incident.id));
  return message(sentence(facts, IN_NOTICE), [
    header(headline(incident, severityRules)),
    section(
      `${severityEmoji(incident)} *${statusWords(incident, IN_BLOCK)}*`,
      `${serviceWords(facts, IN_BLOCK)} · since ${when(incident.startedAt)}`,
      ...(isOpen(incident) ? [outside(severityRules.meaning, 300)] : []),
      ...(room === null ? [] : [`Channel: ${channelWords(room)}`]),
    ),
    ...peopleSection(facts),
    ...actions("follow", isOpen(incident) ? [follow] : []),
  ]);
}
