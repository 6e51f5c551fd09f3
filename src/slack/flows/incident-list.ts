import type { types } from "@slack/bolt";
import type { Service } from "#domain/configuration.ts";
import { incidentName, worstFirst, type Incident } from "#domain/incident.ts";
import { acknowledgeMany, MOST_SHOWN } from "#slack/views/acknowledge-many.ts";
import { bulletList, message, section, words, type Message } from "#slack/words/blocks.ts";
import { plural, statusWords } from "#slack/words/incident-words.ts";
import { IN_PLAIN, plainLine } from "#slack/words/mrkdwn.ts";
import { openIncidents } from "#store/incidents.ts";
import type { Desk } from "./desk.ts";

type Services = ReadonlyMap<string, Service>;

/** More are not read: nobody chooses among more than Slack has room for. */
export const MOST_OPEN = 100;

/** The open incidents, the worst first. */
export async function listIncidents({ engine }: Desk): Promise<Message> {
  const incidents = await openIncidents(engine.database.kysely, MOST_OPEN);
  return renderList(incidents, engine.configuration().services);
}

export function renderList(incidents: readonly Incident[], services: Services): Message {
  const waiting = incidents.filter(({ status }) => status === "triggered").toSorted(worstFirst);
  const summary = summaryOf(incidents);
  return message(summary, [
    section(summary),
    ...incidentPoints(incidents, services),
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

export function summaryOf(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return "No incident is open.";
  const waiting = incidents.filter(({ status }) => status === "triggered").length;
  const count = incidents.length < MOST_OPEN ? "" : "At least ";
  return `${count}${plural(incidents.length, "incident")} open; ${holdersOf(incidents.length, waiting)}.`;
}

function holdersOf(open: number, waiting: number): string {
  if (open === 1) return waiting === 1 ? "nobody has it yet" : "somebody has it";
  return waiting === 0 ? "somebody has each of them" : `nobody has ${waiting} of them yet`;
}
