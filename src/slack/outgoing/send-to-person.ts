import type { Message } from "#slack/words/blocks.ts";
import { lastChannelOf, redirect, type SlackMessage } from "#store/slack/slack-messages.ts";
import { failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send, type Posted } from "./send.ts";

/** Sends a direct message to a person of the configuration. Throws NotNow or Refused. */
export async function sendToPerson(
  out: Outgoing,
  message: SlackMessage,
  person: string,
  content: Message,
): Promise<Posted> {
  const slackId = await out.slackIdOf(person);
  if (slackId === null) {
    throw new Refused({ kind: "refused", error: "no_slack_member", needed: null });
  }
  return await sendToMember(out, message, slackId, content);
}

/** The same to a member of the workspace, whom the configuration need not know. */
export async function sendToMember(
  out: Outgoing,
  message: SlackMessage,
  slackId: string,
  content: Message,
): Promise<Posted> {
  const { kysely } = out.engine.database;
  const place = `member/${slackId}`;
  const addressed = await address(out, message, place);
  const known = addressed.channel ?? (await lastChannelOf(kysely, place));
  if (known !== null && known.startsWith("D")) return await send(out, addressed, known, content);
  const conversation = await conversationWith(out, slackId);
  // What was sent to the member's id, with an unclear end, stands in the conversation.
  const begun = addressed.channel === null ? addressed : { ...addressed, channel: conversation };
  return await send(out, begun, conversation, content);
}

/** A person may become another member: what is known of the old one's conversation says nothing of theirs. */
async function address(out: Outgoing, message: SlackMessage, place: string): Promise<SlackMessage> {
  if (message.place === place) return message;
  // Noted with the first attempt.
  if (message.channel === null && message.firstAttemptAt === null) return { ...message, place };
  return await redirect(out.engine.database.kysely, message.id, place);
}

/** The id of the conversation lets an unclear send be looked up; a member's id is enough to send. */
async function conversationWith(out: Outgoing, slackId: string): Promise<string> {
  if (!out.granted("im:write")) return slackId;
  try {
    const { channel } = await out.client.conversations.open({ users: slackId });
    return channel?.id ?? slackId;
  } catch (error) {
    out.engine.logger.warn({ failure: failureOf(error) }, "conversation not opened");
    return slackId;
  }
}
