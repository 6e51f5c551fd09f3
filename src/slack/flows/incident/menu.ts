import type { types } from "@slack/bolt";
import type { ActName } from "#domain/act.ts";
import {
  incidentName,
  worstFirst,
  type Incident,
  type IncidentId,
} from "#domain/incident/incident.ts";
import { enumerate } from "#domain/text.ts";
import type { IncidentGroup } from "#slack/incident-group.ts";
import { choiceWords } from "#slack/views/acknowledge-many.ts";
import { bareLines, bareSection } from "#slack/views/bare.ts";
import { choiceOf, incidentButtons } from "#slack/views/incident-buttons.ts";
import { ACT_LABELS } from "#slack/words/act-labels.ts";
import { ACTIONS } from "#slack/words/action-ids.ts";
import {
  actions,
  button,
  context,
  message,
  section,
  select,
  type Message,
} from "#slack/words/blocks.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { channelWords, IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { summaryOf } from "./summary.ts";

const MOST_CHANNELS = 10;

export type Menu = {
  /** The incident whose own channel this is. */
  readonly own: Incident | null;
  readonly open: IncidentGroup;
};

/** What the bare command offers: in an incident's channel what can be done with it, and the rest anywhere. */
export function renderMenu({ own, open }: Menu): Message {
  const summary = summaryOf(open);
  const first =
    own === null
      ? []
      : [`*${incidentName(own.id)}* ${outside(own.title, 150)}: ${statusWords(own, IN_BLOCK)}.`];
  return message([...first, summary, ...bareLines(open.unreadable)].join(" "), [
    ...first.map((line) => section(line)),
    ...(own === null ? [] : actions("incident", incidentButtons(own))),
    section(summary),
    ...bareSection(open.unreadable),
    ...actions("menu", [
      button(ACTIONS.declare, "Declare an incident", "declare"),
      button(ACTIONS.list, "List open incidents", "list"),
      button(ACTIONS.help, "Help", "help"),
    ]),
  ]);
}

/** Asks which of several incidents is meant, and names the channels in which nobody has to ask. */
export function renderChoice(
  act: ActName,
  { incidents, unreadable }: IncidentGroup,
  channels: ReadonlyMap<IncidentId, string> = new Map(),
): Message {
  const label = ACT_LABELS[act].replace("…", "");
  const question = `${label}: which incident do you mean?`;
  const sorted = incidents.toSorted(worstFirst);
  const choices = sorted.map((incident) => ({
    text: choiceWords(incident),
    value: choiceOf(act, incident),
  }));
  return message([question, ...bareLines(unreadable)].join(" "), [
    section(question),
    ...bareSection(unreadable),
    ...actions("choice", [select(ACTIONS.chooseIncident, "Choose an incident", choices)]),
    ...channelLines(sorted, channels),
  ]);
}

function channelLines(
  incidents: readonly Incident[],
  channels: ReadonlyMap<IncidentId, string>,
): readonly types.ContextBlock[] {
  const known = incidents.flatMap(({ id }) => {
    const channel = channels.get(id);
    return channel === undefined ? [] : [`${incidentName(id)} ${channelWords(channel)}`];
  });
  if (known.length === 0) return [];
  const named = enumerate(known, MOST_CHANNELS);
  return [context(`In an incident's own channel the command knows which one is meant: ${named}.`)];
}
