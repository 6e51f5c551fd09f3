import type { Message } from "#slack/words/blocks.ts";
import { noteGone, type SlackMessage } from "#store/slack/slack-messages.ts";
import {
  asError,
  blamesChannel,
  blamesMessage,
  blamesToken,
  failureOf,
  NotNow,
  Refused,
} from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { send, type Posted } from "./send.ts";

/** Errors that blame the id: the name may lead to another channel meanwhile. */
const LOST = new Set(["channel_not_found", "is_archived"]);

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
    if (!(error instanceof Refused)) throw error;
    if (message.ts !== null) return await giveUpStanding(out, message, error);
    const { fallbackChannel } = out.engine.configuration().slack;
    const unusable = blamesChannel(error.failure);
    if (!unusable || fallbackChannel === undefined || fallbackChannel === name) throw error;
    out.engine.logger.error(
      { channel: name, error: error.code },
      "channel unusable, using fallback",
    );
    return await sendOrJoin(out, message, fallbackChannel, content);
  }
}

/** What can be changed no more where it stands is posted anew: in its channel, or else in the fallback. */
async function giveUpStanding(
  out: Outgoing,
  message: SlackMessage,
  refused: Refused,
): Promise<never> {
  if (!blamesChannel(refused.failure) && !blamesMessage(refused.failure)) throw refused;
  const { id, place, channel } = message;
  out.engine.logger.error({ place, channel, error: refused.code }, "message cannot be changed");
  await noteGone(out.engine.database.kysely, id);
  throw new NotNow(`the message cannot be changed (${refused.code}) and is posted anew`, 1);
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
    if (LOST.has(error.code)) out.places.forget(name);
    if (error.code !== "not_in_channel" || !out.granted("channels:join")) throw error;
    await join(out, channel, error);
    return await send(out, message, channel, content);
  }
}

async function findChannel(out: Outgoing, name: string): Promise<string> {
  const id = await out.places.channelId(name);
  if (id !== null) return id;
  throw new Refused({ kind: "refused", error: "channel_not_found", needed: null });
}

/** Where we may not join it stays at what the sending was refused for. */
async function join(out: Outgoing, channel: string, refused: Refused): Promise<void> {
  try {
    await out.client.conversations.join({ channel });
  } catch (error) {
    const failure = failureOf(error);
    throw failure.kind === "refused" && !blamesToken(failure) ? refused : asError(failure);
  }
}
