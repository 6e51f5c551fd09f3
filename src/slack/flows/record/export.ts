import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { timelineJson, timelineMarkdown } from "#domain/timeline/export-timeline.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import { type TextFile, uploadFiles } from "#slack/outgoing/upload-files.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { channelWords, outside } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";

type Wish = Pick<ActCall, "incident" | "slackId" | "channel">;

/** Sends the timeline as files: into the incident's own channel when asked there, else to whoever asked. */
export async function exportTimeline(desk: Desk, wish: Wish): Promise<Sentence> {
  const incident = await readIncident(desk.engine.database.kysely, wish.incident);
  if (incident === null) return noSuchIncident(wish.incident);
  const name = incidentName(incident.id);
  const instead = `On the machine where I run, \`muster timeline ${name}\` prints it.`;
  const place = await placeOf(desk, wish);
  const missing = place.scopes.find((scope) => !desk.identity.scopes.has(scope));
  if (missing !== undefined) {
    return `I may not send files here: the Slack app lacks the scope ${missing}. ${instead}`;
  }
  try {
    const comment = `The timeline of ${name}, for people and for programs.`;
    const channel = await place.channel();
    await uploadFiles(desk.client, { channel, comment }, await filesOf(desk, incident));
    return `The timeline of ${name} is ${place.words}.`;
  } catch (error) {
    desk.engine.logger.warn({ err: error }, "a timeline could not be sent");
    return `${troubleWords(error)} ${instead}`;
  }
}

/** What Slack refuses once it refuses again: there another conversation helps. */
function troubleWords(error: unknown): Sentence {
  const failure = failureOf(error);
  if (failure.kind !== "refused") return "Slack did not take the files. Try again in a moment.";
  return `Slack takes no files here (${outside(failure.error, 60)}). Asked for in another channel, they come to you alone.`;
}

async function filesOf({ engine }: Desk, incident: Incident): Promise<readonly TextFile[]> {
  const entries = await readTimeline(engine.database.kysely, incident.id, () => undefined);
  const record = { incident, entries, nameOf: nameIn.bind(null, engine.configuration()) };
  const name = `${incidentName(incident.id)}-timeline`;
  return [
    { filename: `${name}.md`, content: timelineMarkdown(record) },
    { filename: `${name}.json`, content: timelineJson(record) },
  ];
}

type Place = {
  readonly scopes: readonly string[];
  readonly channel: () => Promise<string>;
  readonly words: string;
};

async function placeOf(
  { engine, client }: Desk,
  { incident, slackId, channel }: Wish,
): Promise<Place> {
  const own = channel === null ? null : await incidentOfChannel(engine.database.kysely, channel);
  if (channel !== null && own === incident) {
    const words = `in ${channelWords(channel)}, as files`;
    return { scopes: ["files:write"], channel: async () => channel, words };
  }
  return {
    scopes: ["files:write", "im:write"],
    channel: async () => {
      const opened = await client.conversations.open({ users: slackId });
      return opened.channel?.id ?? slackId;
    },
    words: "in your conversation with me, as files",
  };
}
