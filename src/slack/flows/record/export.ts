import { incidentName } from "#domain/incident/incident.ts";
import { timelineJson, timelineMarkdown } from "#domain/timeline/export-timeline.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { ActCall } from "#slack/flows/incident/act.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { failureOf } from "#slack/outgoing/failure.ts";
import { uploadFiles } from "#slack/outgoing/upload-files.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { channelWords } from "#slack/words/mrkdwn.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";

type Wish = Pick<ActCall, "incident" | "slackId" | "channel">;

/** Sends the timeline as files: into the incident's own channel when asked there, else to whoever asked. */
export async function exportTimeline(desk: Desk, wish: Wish): Promise<Sentence> {
  const { engine, client } = desk;
  const { kysely } = engine.database;
  const incident = await readIncident(kysely, wish.incident);
  if (incident === null) return noSuchIncident(wish.incident);
  const entries = await readTimeline(kysely, wish.incident, () => undefined);
  const record = { incident, entries, nameOf: nameIn.bind(null, engine.configuration()) };
  const name = incidentName(incident.id);
  const files = [
    { filename: `${name}-timeline.md`, content: timelineMarkdown(record) },
    { filename: `${name}-timeline.json`, content: timelineJson(record) },
  ];
  try {
    const place = await placeOf(desk, wish);
    const comment = `The timeline of ${name}, for people and for programs.`;
    await uploadFiles(client, { channel: place.channel, comment }, files);
    return `The timeline of ${name} is ${place.words}.`;
  } catch (error) {
    return refusedWords(desk, { name, error });
  }
}

async function placeOf(
  { engine, client }: Desk,
  { incident, slackId, channel }: Wish,
): Promise<{ readonly channel: string; readonly words: string }> {
  const own = channel === null ? null : await incidentOfChannel(engine.database.kysely, channel);
  if (channel !== null && own === incident) {
    return { channel, words: `in ${channelWords(channel)}, as files` };
  }
  const opened = await client.conversations.open({ users: slackId });
  return {
    channel: opened.channel?.id ?? slackId,
    words: "in your conversation with me, as files",
  };
}

function refusedWords(
  { engine }: Desk,
  { name, error }: { readonly name: string; readonly error: unknown },
): Sentence {
  const failure = failureOf(error);
  const instead = `On the machine where I run, \`muster timeline ${name}\` prints it.`;
  if (failure.kind === "refused" && failure.error === "missing_scope") {
    return `I may not send files in this workspace: the Slack app lacks the scope ${failure.needed ?? "files:write"}. ${instead}`;
  }
  engine.logger.warn({ err: error }, "a timeline could not be sent");
  return `Slack did not take the files. Please try again in a moment. ${instead}`;
}
