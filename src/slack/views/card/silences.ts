import type { types } from "@slack/bolt";
import { liveSilences, type IncidentSilence } from "#domain/response/silences.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { context } from "#slack/words/blocks.ts";
import { IN_BLOCK } from "#slack/words/mrkdwn.ts";
import { silenceWords } from "#slack/words/silence-words.ts";

const MOST_SHOWN = 3;

/** What is kept quiet at its source; one whose end has passed is not shown while nobody knows more. */
export function silencesSection({ incident, now }: IncidentFacts): types.ContextBlock[] {
  const live = liveSilences(incident.silences).filter(({ holdsUntil }) => {
    return holdsUntil === null || holdsUntil > now;
  });
  if (live.length === 0) return [];
  const shown = live.toSorted(soonestFirst).slice(0, MOST_SHOWN);
  const rest = live.length - shown.length;
  return [
    context(
      ...shown.map((silence) => `:no_bell: ${silenceWords(silence, IN_BLOCK)}.`),
      ...(rest === 0 ? [] : [`and ${rest} more`]),
    ),
  ];
}

function soonestFirst(one: IncidentSilence, other: IncidentSilence): number {
  return one.until.toMillis() - other.until.toMillis();
}
