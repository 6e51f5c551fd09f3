import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import { actions, button, confirmation, select } from "#slack/words/blocks.ts";
import { plural } from "#slack/words/incident-words.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";

/** So many incidents a digest shows, and so many its button takes at once. */
export const MOST_SHOWN = 20;

/** A hundred choices must fit beside the list, within what Slack allows in one message. */
const CHOICE_LENGTH = 45;

/** Take one of the incidents that nobody has, or all that the digest shows. */
export function acknowledgeMany(waiting: readonly Incident[]): types.ActionsBlock[] {
  if (waiting.length === 0) return [];
  const choices = waiting.map((incident) => ({
    text: choiceWords(incident),
    value: String(incident.id),
  }));
  const menu = select(ACTIONS.acknowledgeOne, "Acknowledge one", choices);
  const [, second] = waiting;
  return actions("incidents", [menu, ...(second === undefined ? [] : [takeAll(waiting)])]);
}

/** One incident as a choice in a menu. */
export function choiceWords({ id, severity, title }: Incident): string {
  return plainLine(`${incidentName(id)} ${severity} ${title}`, CHOICE_LENGTH);
}

function takeAll(waiting: readonly Incident[]): types.Button {
  const shown = waiting.slice(0, MOST_SHOWN);
  const text = `You take ${plural(shown.length, "incident")}. Nobody else is paged for them any more.`;
  return button(
    ACTIONS.acknowledgeShown,
    `Acknowledge all ${shown.length} shown`,
    shown.map(({ id }) => String(id)).join(","),
    { confirm: confirmation("Acknowledge all shown?", text, "Acknowledge all") },
  );
}
