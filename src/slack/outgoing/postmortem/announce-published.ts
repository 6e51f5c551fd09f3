import { placeOfChannel } from "#engine/place.ts";
import type { PostmortemParts } from "#engine/postmortem/read-postmortem.ts";
import { blamesToken, Refused } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { sendToChannel } from "#slack/outgoing/send-to-channel.ts";
import { renderPublished } from "#slack/views/postmortem/published.ts";
import type { Where } from "#slack/views/postmortem/where-line.ts";
import type { Message } from "#slack/words/blocks.ts";
import { documentMessage, intendDocumentMessage } from "#store/slack/documents.ts";
import { messagesAbout } from "#store/slack/slack-messages.ts";
import { postInRoom } from "./room.ts";

/** Once it is published those who worked on the incident hear of it, and those to whom it was announced. */
export async function announcePublished(
  out: Outgoing,
  parts: PostmortemParts,
  where: Where,
): Promise<void> {
  const { id, postmortem } = parts.incident;
  const { kysely } = out.engine.database;
  const isTold = (await documentMessage(kysely, id, "published")) !== null;
  // One that is taken back into review is not told of anew; what was told says so.
  if (postmortem.stage !== "published" && !isTold) return;
  const content = renderPublished({ ...parts, where });
  await postInRoom(out, parts.incident, "published", content);
  await tellEverybody(out, parts, content);
}

/** Where the incident was announced, if it was. */
async function tellEverybody(
  out: Outgoing,
  { incident }: PostmortemParts,
  content: Message,
): Promise<void> {
  const { database, logger } = out.engine;
  const { announceChannel: channel } = out.engine.configuration().slack;
  const announced = await messagesAbout(database.kysely, incident.id, ["announcement"]);
  if (channel === undefined || announced.length === 0) return;
  const about = { incident: incident.id, purpose: "announced" } as const;
  const message = await intendDocumentMessage(database, about, placeOfChannel(channel));
  try {
    await sendToChannel(out, message, channel, content);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    logger.error({ incident: incident.id, channel, error: error.message }, "announcement refused");
  }
}
