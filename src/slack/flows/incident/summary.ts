import { type IncidentGroup, MOST_OPEN } from "#slack/incident-group.ts";
import { holderWords } from "#slack/words/holder-words.ts";
import { plural } from "#slack/words/incident-words.ts";

/** How many are open, and whether somebody has them. */
export function summaryOf(group: IncidentGroup): string {
  const open = group.incidents.length + group.unreadable.length;
  if (open === 0) return "No incident is open.";
  const many = `${open < MOST_OPEN ? "" : "At least "}${plural(open, "incident")} open`;
  return `${many}; ${holderWords(group, open)}.`;
}
