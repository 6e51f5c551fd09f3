import type { types } from "@slack/bolt";
import type { Service } from "#domain/configuration/configuration.ts";
import { incidentName, worstFirst, type Incident } from "#domain/incident/incident.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { type IncidentGroup, MOST_OPEN, readOpen } from "#slack/incident-group.ts";
import { acknowledgeMany, MOST_SHOWN } from "#slack/views/acknowledge-many.ts";
import { bareLines, bareSection } from "#slack/views/bare.ts";
import { bulletList, message, section, words, type Message } from "#slack/words/blocks.ts";
import { plural, statusWords } from "#slack/words/incident-words.ts";
import { IN_PLAIN, plainLine } from "#slack/words/mrkdwn.ts";
import type { Word } from "./word.ts";

type Services = ReadonlyMap<string, Service>;

export const listWord: Word = {
  words: ["list"],
  usage: [{ typed: "list", says: "shows the open incidents." }],
  action: "see",
  group: null,
  run: async (desk) => await listIncidents(desk),
};

/** The open incidents, the worst first. */
export async function listIncidents(desk: Desk): Promise<Message> {
  return renderList(await readOpen(desk), desk.engine.configuration().services);
}

export function renderList(open: IncidentGroup, services: Services): Message {
  const { incidents, unreadable } = open;
  const waiting = incidents.filter(({ status }) => status === "triggered").toSorted(worstFirst);
  const summary = summaryOf(open);
  return message([summary, ...bareLines(unreadable)].join(" "), [
    section(summary),
    ...incidentPoints(incidents, services),
    ...bareSection(unreadable),
    ...acknowledgeMany(waiting),
  ]);
}

/** One point for each of the worst, and how many more there are. */
export function incidentPoints(
  incidents: readonly Incident[],
  services: Services,
): readonly types.RichTextBlock[] {
  const shown = incidents.toSorted(worstFirst).slice(0, MOST_SHOWN);
  const rest = incidents.length - shown.length;
  const points = shown.map((incident) => incidentPoint(incident, services));
  return bulletList(rest > 0 ? [...points, [words(`and ${rest} more`)]] : points);
}

/** One incident in one line of rich text. */
export function incidentPoint(
  incident: Incident,
  services: Services,
): readonly types.RichTextText[] {
  const service = services.get(incident.service)?.name ?? incident.service;
  const title = plainLine(incident.title, 80);
  return [
    words(`${incidentName(incident.id)} ${incident.severity}`, { bold: true }),
    words(` ${plainLine(service, 40)}: ${title}. ${statusWords(incident, IN_PLAIN)}`),
  ];
}

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
