import type { types } from "@slack/bolt";
import { hasJoined } from "#domain/response/call.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { context } from "#slack/words/blocks.ts";
import { listWords, type NameOf } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";

const MOST_NAMES = 8;

/** Who was asked by hand to help, and whether they came; nothing when nobody was. */
export function callsSection(
  { incident: { calls } }: Pick<IncidentFacts, "incident">,
  nameOf: NameOf,
): types.ContextBlock[] {
  const people = [...new Set(calls.flatMap((call) => call.people))];
  if (people.length === 0) return [];
  const left = people.length - MOST_NAMES;
  const names = people.slice(0, MOST_NAMES).map((person) => {
    return `${outside(nameOf(person), 60)} (${hasJoined(calls, person) ? "joined" : "not answered yet"})`;
  });
  return [
    context(`Asked to help: ${listWords([...names, ...(left > 0 ? [`${left} more`] : [])])}.`),
  ];
}
