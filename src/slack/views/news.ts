import type { types } from "@slack/bolt";
import {
  incidentName,
  isOpen,
  type IncidentEvent,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import { isCorrection } from "#domain/response/postmortem.ts";
import { LEAD } from "#domain/response/role.ts";
import { entryWords } from "#domain/timeline/entry-words.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { type NameOf, severityEmoji } from "#slack/words/incident-words.ts";
import { broadcast, IN_BLOCK, IN_NOTICE } from "#slack/words/mrkdwn.ts";
import { updateLines } from "#slack/words/update-words.ts";

/**
 * What is worth a message of its own in an incident's channel: a change of its state. Everything else changes the
 * card or goes into its thread. docs/noise.md has the whole budget.
 */
export const NEWS_KINDS: readonly IncidentEvent["kind"][] = [
  "acknowledged",
  "taken-over",
  "hand-over-accepted",
  "handed-back",
  "role-given",
  "role-left",
  "severity-raised",
  "severity-set",
  "severity-suggested",
  "mitigated",
  "mitigation-undone",
  "resolved",
  "reopened",
  "took-in",
  "update-posted",
  "postmortem-judged",
];

/** Of the roles only the lead is everybody's business, and of what is judged only what was said otherwise before. */
export function isNews(event: IncidentEvent): boolean {
  if (event.kind === "postmortem-judged") return isCorrection(event);
  const isRole = event.kind === "role-given" || event.kind === "role-left";
  return NEWS_KINDS.includes(event.kind) && (!isRole || event.role === LEAD);
}

/** What changed, in order: usually one thing, more of it after a time without Slack. */
export function renderNews(
  { incident }: Pick<IncidentFacts, "incident">,
  entries: readonly TimelineEntry[],
  nameOf: NameOf,
): Message {
  const calls = entries.some(({ event }) => event.kind === "update-posted" && event.calls);
  const call = calls ? `${broadcast("here")} ` : "";
  const name = incidentName(incident.id);
  const words = entries.map((entry) => entryWords(entry, { ...IN_NOTICE, nameOf }));
  return message(`${call}${name}: ${words.join(" ")}`, [
    ...(calls ? [section(`${call}${name}`)] : []),
    ...entries.map((entry, index) => {
      const sign = index === 0 ? `${severityEmoji(incident)} ` : "";
      return newsBlock(entry, { sign, nameOf, isOpen: isOpen(incident) });
    }),
  ]);
}

type Look = { readonly sign: string; readonly nameOf: NameOf; readonly isOpen: boolean };

function newsBlock(
  entry: TimelineEntry,
  { sign, nameOf, isOpen: isStillOpen }: Look,
): types.SectionBlock {
  const { event, by, at } = entry;
  const pen = { ...IN_BLOCK, nameOf };
  if (event.kind !== "update-posted") return section(`${sign}${entryWords(entry, pen)}`);
  return section(...updateLines({ ...event, by, at }, pen, isStillOpen));
}
