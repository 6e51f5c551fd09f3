import type { Configuration } from "#domain/configuration/configuration.ts";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { channelLink, type Inline, words } from "#slack/words/blocks.ts";
import { statusWords } from "#slack/words/incident-words.ts";
import { IN_PLAIN, plainLine } from "#slack/words/mrkdwn.ts";

/** One incident in one line of rich text, with the way to its channel. */
export function incidentPoint(
  incident: Incident,
  services: Configuration["services"],
  channel?: string,
): readonly Inline[] {
  const service = services.get(incident.service)?.name ?? incident.service;
  const title = plainLine(incident.title, 80);
  const drill = incident.life.isDrill ? " drill" : "";
  return [
    words(`${incidentName(incident.id)} ${incident.severity}${drill}`, { bold: true }),
    words(` ${plainLine(service, 40)}: ${title}. ${statusWords(incident, IN_PLAIN)}`),
    ...(channel === undefined ? [] : [words(" "), channelLink(channel)]),
  ];
}
