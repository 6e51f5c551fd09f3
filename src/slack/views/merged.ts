import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { hostName, statusWords } from "#slack/words/incident-words.ts";
import { channelWords, IN_BLOCK, IN_NOTICE } from "#slack/words/mrkdwn.ts";

/** The last line in the channel of an incident that was merged: where it goes on. */
export function renderMerged(incident: Incident, host: string | null): Message {
  const name = incidentName(incident.id);
  const next = goesOnWords(incident, host);
  return message(`${name}: ${statusWords(incident, IN_NOTICE)}. ${next}`, [
    section(`*${name}: ${statusWords(incident, IN_BLOCK)}.* ${next}`),
  ]);
}

/** Which incident goes on in its place, and where: in its channel, when it has one. */
export function goesOnWords(incident: Incident, host: string | null): string {
  const where = host === null ? "in its place" : `in ${channelWords(host)}`;
  return `${hostName(incident)} goes on ${where}, with the alerts of both.`;
}
