import type { Incident } from "#domain/incident/incident.ts";
import { homeOf } from "#engine/incident/home-of.ts";
import { placeOfChannel } from "#engine/place.ts";
import { blamesToken, Refused } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendToChannel } from "#slack/outgoing/send-to-channel.ts";
import { type Posted, send } from "#slack/outgoing/send.ts";
import type { Message } from "#slack/words/blocks.ts";
import { intendDocumentMessage } from "#store/slack/documents.ts";
import { type SlackChannel, slackChannelOf } from "#store/slack/slack-channels.ts";
import { noteGone, readMessage, type SlackMessage } from "#store/slack/slack-messages.ts";
import type { DocumentPurpose } from "#store/tables/document-tables.ts";

/** Where people talk about a postmortem, and the message that stands there. */
export type Room = {
  readonly channel: string;
  readonly thread: string;
  /** Whether it is the incident's own channel. */
  readonly isOwn: boolean;
};

/** Shows a message in the incident's own channel, or else where its team reads; null where Slack takes it nowhere. */
export async function postInRoom(
  out: Outgoing,
  incident: Incident,
  purpose: DocumentPurpose,
  content: Message,
): Promise<Room | null> {
  const known = await slackChannelOf(out.engine.database.kysely, incident.id);
  const own = known?.archivedAt === null ? known.channel : null;
  const home = homeOf(out.engine.configuration(), incident);
  const place = own ?? (home === undefined ? null : placeOfChannel(home));
  if (place === null) return null;
  const message = await intendDocumentMessage(
    out.engine.database,
    { incident: incident.id, purpose },
    place,
  );
  const inOwn = own === null ? null : await trying(out, () => send(out, message, own, content));
  const posted =
    inOwn ?? (await postAtHome(out, await movable(out, message, known), home, content));
  if (posted === null) return null;
  const { channel, ts: thread } = posted;
  return { channel, thread, isOwn: channel === own };
}

/** What stands in a channel of its own that takes no more is posted anew elsewhere. */
async function movable(
  { engine }: Outgoing,
  message: SlackMessage,
  own: SlackChannel | null,
): Promise<SlackMessage> {
  const { kysely } = engine.database;
  if (message.channel === null || message.channel !== own?.channel) return message;
  await noteGone(kysely, message.id);
  return (await readMessage(kysely, message.id)) ?? message;
}

async function postAtHome(
  out: Outgoing,
  message: SlackMessage,
  home: string | undefined,
  content: Message,
): Promise<Posted | null> {
  if (home === undefined) return null;
  return await trying(out, () => sendToChannel(out, message, home, content));
}

/** Null when Slack refuses it for good; what the token is to blame for is thrown. */
async function trying(out: Outgoing, act: () => Promise<Posted>): Promise<Posted | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.warn({ error: error.message }, "the message about a postmortem was refused");
    return null;
  }
}
