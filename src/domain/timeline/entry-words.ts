import type { IncidentEvent, TimelineEntry } from "#domain/incident/incident.ts";
import { ALERT_WORDS } from "./alert-words.ts";
import { CALL_WORDS } from "./call-words.ts";
import { HELD_WORDS } from "./held-words.ts";
import { IMPACT_WORDS } from "./impact-words.ts";
import { LIFE_WORDS, TOLD_WORDS } from "./life-words.ts";
import { MITIGATION_WORDS } from "./mitigation-words.ts";
import { NOTEBOOK_WORDS } from "./notebook-words.ts";
import { PAGE_WORDS } from "./page-words.ts";
import { PAGING_WORDS } from "./paging-words.ts";
import { PEOPLE_WORDS } from "./people-words.ts";
import { POSTMORTEM_WORDS } from "./postmortem-words.ts";
import { ROLE_WORDS } from "./role-words.ts";
import { SILENCE_WORDS } from "./silence-words.ts";
import { TASK_WORDS } from "./task-words.ts";
import type { TimelinePen } from "./timeline-pen.ts";
import type { WordsOf } from "./words-of.ts";

/** The words of every kind of event; a kind without words does not compile. */
const WORDS: WordsOf<IncidentEvent> = {
  ...LIFE_WORDS,
  ...TOLD_WORDS,
  ...IMPACT_WORDS,
  ...ALERT_WORDS,
  ...PAGING_WORDS,
  ...PAGE_WORDS,
  ...HELD_WORDS,
  ...ROLE_WORDS,
  ...PEOPLE_WORDS,
  ...MITIGATION_WORDS,
  ...TASK_WORDS,
  ...CALL_WORDS,
  ...SILENCE_WORDS,
  ...NOTEBOOK_WORDS,
  ...POSTMORTEM_WORDS,
};

/** One line of the timeline as a plain sentence: the same in Slack, in files and in the postmortem. */
export function entryWords(entry: TimelineEntry, pen: TimelinePen): string {
  const words = tell(entry.event.kind, entry.event, { ...entry, pen });
  // What people wrote may bring the end of its sentence with it.
  return words.replace(/(?<=[.!?…])\.$/u, "");
}

function tell<Kind extends IncidentEvent["kind"]>(
  kind: Kind,
  event: Extract<IncidentEvent, { readonly kind: Kind }>,
  { by, pen }: Pick<TimelineEntry, "by"> & { readonly pen: TimelinePen },
): string {
  return WORDS[kind](event, pen, by);
}
