import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { message, section, type Message } from "#slack/words/blocks.ts";
import { channelWords, outside } from "#slack/words/mrkdwn.ts";

/** The incident that a notice is about, and where it is worked on. */
export type Subject = {
  readonly incident: Incident;
  /** Its own channel, as Slack's id. */
  readonly room: string | null;
  readonly command: string;
};

const TITLE_LENGTH = 120;

export function subjectName({ incident, room }: Subject): string {
  const place = room === null ? "" : ` (${channelWords(room)})`;
  return `${incidentName(incident.id)} ${outside(incident.title, TITLE_LENGTH)}${place}`;
}

export function oneSection(text: string): Message {
  return message(text, [section(text)]);
}
