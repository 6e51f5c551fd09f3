import type { Message } from "#slack/words/blocks.ts";
import type { SlackMessage } from "#store/slack-messages.ts";
import { asError, blamesChannel, failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send, type Posted } from "./send.ts";

/**
 * Sends to a channel that the configuration names: joins it when that is what is missing, and goes to the
 * fallback channel when it cannot be used at all. Throws NotNow or Refused.
 */
export async function sendToChannel(
  out: Outgoing,
  message: SlackMessage,
  name: string,
  content: Message,
): Promise<Posted> {
  try {
    return await sendOrJoin(out, message, name, content);
  } catch (error) {
    const { fallbackChannel } = out.engine.configuration().slack;
    const unusable = error instanceof Refused && blamesChannel(error.failure);
    if (!unusable || fallbackChannel === undefined || fallbackChannel === name) throw error;
    out.engine.logger.error(
      { channel: name, error: error.code },
      "channel unusable, using fallback",
    );
    return await sendOrJoin(out, message, fallbackChannel, content);
  }
}

async function sendOrJoin(
  out: Outgoing,
  message: SlackMessage,
  name: string,
  content: Message,
): Promise<Posted> {
  const channel = message.ts === null ? await findChannel(out, name) : (message.channel ?? name);
  try {
    return await send(out, message, channel, content);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    out.places.forget();
    if (error.code !== "not_in_channel" || !out.granted("channels:join")) throw error;
    await join(out, channel);
    return await send(out, message, channel, content);
  }
}

async function findChannel(out: Outgoing, name: string): Promise<string> {
  const id = await out.places.channelId(name);
  if (id !== null) return id;
  throw new Refused({ kind: "refused", error: "channel_not_found", needed: null });
}

async function join(out: Outgoing, channel: string): Promise<void> {
  try {
    await out.client.conversations.join({ channel });
  } catch (error) {
    throw asError(failureOf(error));
  }
}
