import type { Incident } from "#domain/incident/incident.ts";
import { type IncidentGroup, MOST_OPEN } from "#slack/incident-group.ts";
import { plural } from "#slack/words/incident-words.ts";

/** How many are open, and whether somebody has them. */
export function summaryOf({ incidents, unreadable }: IncidentGroup): string {
  const open = incidents.length + unreadable.length;
  if (open === 0) return "No incident is open.";
  const known = [
    ...(incidents.length === 0 ? [] : [holdersOf(incidents)]),
    ...(unreadable.length === 0 ? [] : [unreadableWords(open, unreadable.length)]),
  ];
  return `${open < MOST_OPEN ? "" : "At least "}${plural(open, "incident")} open; ${known.join(", ")}.`;
}

function unreadableWords(open: number, unreadable: number): string {
  return `${open === 1 ? "it" : `${unreadable} of them`} cannot be read`;
}

function holdersOf(incidents: readonly Incident[]): string {
  const open = incidents.length;
  const waiting = incidents.filter(({ status }) => status === "triggered").length;
  if (open === 1) return waiting === 1 ? "nobody has it yet" : "somebody has it";
  return waiting === 0 ? "somebody has each of them" : `nobody has ${waiting} of them yet`;
}
