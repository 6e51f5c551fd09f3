import type { types } from "@slack/bolt";
import { isOpen, type Incident } from "#domain/incident/incident.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import {
  actions,
  context,
  header,
  message,
  plainContext,
  section,
  type Message,
} from "#slack/words/blocks.ts";
import {
  countWords,
  headline,
  type NameOf,
  plural,
  sentence,
  serviceWords,
  severityEmoji,
  statusWords,
} from "#slack/words/incident-words.ts";
import {
  channelWords,
  clock,
  IN_BLOCK,
  IN_NOTICE,
  outside,
  plainLine,
  when,
} from "#slack/words/mrkdwn.ts";
import { pagingWords } from "#slack/words/paging-words.ts";
import type { SlackChannel } from "#store/slack/slack-channels.ts";
import { alertList } from "./alert-list.ts";
import { budgetSection } from "./card/budgets.ts";
import { callsSection } from "./card/calls.ts";
import { mitigationSection } from "./card/mitigation.ts";
import { peopleSection } from "./card/people.ts";
import { serviceChanges } from "./card/service-changes.ts";
import { silencesSection } from "./card/silences.ts";
import { tasksSection } from "./card/tasks.ts";
import { timesSection } from "./card/times.ts";
import { incidentButtons } from "./incident-buttons.ts";
import { linkButtons, linkLines } from "./incident-links.ts";
import { goesOnWords } from "./merged.ts";

export type CardOptions = {
  /** The team's channel, or the incident's own, where the card is pinned. */
  readonly place: "home" | "channel";
  /** The incident's own channel, when there is one or was meant to be. */
  readonly own: SlackChannel | null;
  /** The channel of the incident that it was merged into, as Slack's id. */
  readonly host?: string | null;
  readonly nameOf: NameOf;
};

const DESCRIPTION_LENGTH = 500;
const MOST_NOTES = 5;
const MOST_CHANGES = 3;

/** The live card of an incident: always all that is true now, never a change to what stood there. */
export function renderCard(facts: IncidentFacts, options: CardOptions): Message {
  const { incident, severityRules } = facts;
  const paging = pagingWords(facts, { ...IN_NOTICE, nameOf: options.nameOf });
  return message([sentence(facts, IN_NOTICE), ...(paging === null ? [] : [paging])].join(" "), [
    header(headline(incident, severityRules)),
    section(...stateLines(facts, options)),
    ...peopleSection(facts),
    ...budgetSection(facts),
    ...alertList(facts),
    ...serviceChanges(facts, MOST_CHANGES),
    ...callsSection(facts, options.nameOf),
    ...mitigationSection(facts),
    ...tasksSection(facts),
    ...timesSection(facts),
    ...silencesSection(facts),
    context(...linkLines(facts)),
    ...notes(facts, options),
    ...actions("incident", [...incidentButtons(incident), ...linkButtons(facts)]),
  ]);
}

function stateLines(
  facts: IncidentFacts,
  { place, own, host = null, nameOf }: CardOptions,
): readonly string[] {
  const { incident, severityRules } = facts;
  const counts = countWords(incident.alerts) || noAlertsWords(incident);
  const paging = pagingWords(facts, { ...IN_BLOCK, nameOf });
  const room = place === "home" ? (own?.channel ?? null) : null;
  return [
    ...drillWords(incident),
    `${severityEmoji(incident)} *${statusWords(incident, IN_BLOCK)}*`,
    `${serviceWords(facts, IN_BLOCK)} · ${counts} · since ${when(incident.startedAt)}`,
    ...(paging === null ? [] : [paging]),
    ...quietWords(facts),
    ...staleWords(incident),
    ...descriptionWords(incident),
    ...(isOpen(incident) ? [outside(severityRules.meaning, 300)] : []),
    ...(incident.status === "merged" ? [goesOnWords(incident, host)] : []),
    ...(room === null ? [] : [`Channel: ${channelWords(room)}`]),
  ];
}

function drillWords({ life }: Incident): readonly string[] {
  return life.isDrill
    ? [":construction: *This is a drill.* It pages for real, and counts nowhere."]
    : [];
}

function descriptionWords({ life }: Incident): readonly string[] {
  return life.description === "" ? [] : [outside(life.description, DESCRIPTION_LENGTH)];
}

function noAlertsWords({ status }: Incident): string {
  return status === "merged" ? "its alerts count there" : "no alerts, declared by hand";
}

function quietWords({ incident }: IncidentFacts): readonly string[] {
  const { quietSince } = incident;
  if (quietSince === null || !isOpen(incident)) return [];
  return [
    `All its alerts ended at ${clock(quietSince)}. It is resolved by itself when none fires again soon.`,
  ];
}

function staleWords(incident: Incident): readonly string[] {
  const { staleSince } = incident;
  if (staleSince === null || !isOpen(incident)) return [];
  return [
    `:question: Nothing was heard of its alerts since ${when(staleSince)}. They may be over; it stays open until somebody resolves it.`,
  ];
}

/** Why it has no channel, and what is missing from its alerts or had to be mended to read them. */
function notes(
  { incident, alerts, hiddenAlerts }: IncidentFacts,
  { own }: CardOptions,
): types.ContextBlock[] {
  const trouble = own?.trouble ?? null;
  const hidden = `The sender left out ${plural(hiddenAlerts, "more alert")}.`;
  const all = [
    ...(trouble === null ? [] : [trouble]),
    ...(hiddenAlerts === 0 ? [] : [hidden]),
    ...incident.notes.map((note) => `${note}.`),
    ...alerts.flatMap((alert) => alert.notes),
  ];
  const shown = [...new Set(all)].slice(0, MOST_NOTES).map((note) => plainLine(note, 150));
  return shown.length === 0 ? [] : [plainContext(`Note: ${shown.join(" ")}`)];
}
