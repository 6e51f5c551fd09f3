import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import type { MessagePlace } from "#domain/response/notebook.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import type { Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { noSuchIncident, type Sentence } from "#slack/flows/incident/answers.ts";
import { incidentOfCard } from "#store/incident/saved-messages.ts";
import { incidentOfChannel } from "#store/slack/slack-channels.ts";
import type { TakenMessage } from "./message.ts";

type Saving = {
  readonly incident: IncidentId;
  readonly place: MessagePlace;
  readonly message: TakenMessage;
};

/** Puts a message on the timeline, once however often it is saved. */
export async function saveMessage(
  desk: Desk,
  { actor }: Pick<Permitted, "actor">,
  { incident, place, message }: Saving,
): Promise<{ readonly isNew: boolean; readonly words: Sentence }> {
  const link = await linkTo(desk, place);
  const outcome = await changeIncident(desk.engine, incident, () => {
    return { kind: "save-message", by: actor, link, ...place, ...message };
  });
  if (outcome === null) return { isNew: false, words: noSuchIncident(incident) };
  const name = incidentName(incident);
  const words = outcome.changed
    ? `The message is on the timeline of ${name}.`
    : `The message is on the timeline of ${name} already.`;
  return { isNew: outcome.changed, words };
}

/** The incident in whose channel, or under whose card, a message stands. */
export async function incidentAround(
  { engine }: Desk,
  channel: string,
  thread: string | undefined,
): Promise<IncidentId | null> {
  const { kysely } = engine.database;
  const own = await incidentOfChannel(kysely, channel);
  if (own !== null || thread === undefined) return own;
  return await incidentOfCard(kysely, { channel, ts: thread });
}

/** It needs no scope; without it the message stands on the timeline all the same. */
export async function linkTo(
  { client, engine }: Desk,
  { channel, ts }: MessagePlace,
): Promise<string | null> {
  try {
    const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
    return permalink ?? null;
  } catch (error) {
    engine.logger.info({ err: error }, "a message has no link");
    return null;
  }
}
