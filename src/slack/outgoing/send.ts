import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import type { Message } from "#slack/words/blocks.ts";
import {
  noteAttempt,
  noteGone,
  noteNotSent,
  notePosted,
  type SlackMessage,
} from "#store/slack/slack-messages.ts";
import { asError, blamesBlocks, failureOf, NotNow, Refused, type Failure } from "./failure.ts";
import { lookUp } from "./look-up.ts";
import type { Outgoing } from "./outgoing.ts";

/** How long after an unclear send it is looked at again; a message may be late to appear in the history. */
const UNCLEAR_SECONDS = 10;

export type Posted = { readonly channel: string; readonly ts: string };

/** A message that is known to stand in Slack. */
export type Standing = SlackMessage & Posted;

/**
 * Makes the message stand in Slack and show the content: posts it once, edits it when it differs, and
 * adopts it when an earlier attempt turns out to have worked. Throws NotNow or Refused.
 */
export async function send(
  out: Outgoing,
  message: SlackMessage,
  channel: string,
  content: Message,
): Promise<Posted> {
  const standing = stands(message) ? message : await adopt(out, message);
  if (standing === null) return await post(out, message, channel, content);
  try {
    await edit(out, standing, content);
    return { channel: standing.channel, ts: standing.ts };
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "message_not_found") throw error;
    await noteGone(out.engine.database.kysely, message.id);
    throw new NotNow("the message was deleted in Slack and is posted anew", 1);
  }
}

export function stands(message: SlackMessage): message is Standing {
  return message.channel !== null && message.ts !== null;
}

/** Makes a message that stands show the content. Throws NotNow, or Refused when it cannot be changed. */
export async function edit(
  out: Outgoing,
  { id, channel, ts, ...standing }: Standing,
  content: Message,
): Promise<void> {
  const shown = digest(content);
  if (standing.shown === shown) return;
  await update(out, { channel, ts }, content);
  await notePosted(out.engine.database.kysely, id, { channel, ts, shown });
}

async function adopt(out: Outgoing, message: SlackMessage): Promise<Standing | null> {
  if (message.firstAttemptAt === null) return null;
  const found = await lookUp(out, message, UNCLEAR_SECONDS);
  if (found === null) return null;
  const posted = { ...found, shown: "" };
  await notePosted(out.engine.database.kysely, message.id, posted);
  return { ...message, ...posted };
}

async function post(
  out: Outgoing,
  message: SlackMessage,
  channel: string,
  content: Message,
): Promise<Posted> {
  const { database } = out.engine;
  await noteAttempt(database, message, channel);
  const metadata = { event_type: "muster_message", event_payload: { marker: message.marker } };
  const answer = await attempt(out, channel, content, metadata);
  if ("ts" in answer) {
    await notePosted(database.kysely, message.id, { ...answer, shown: digest(content) });
    return answer;
  }
  if (answer.kind === "unclear") {
    out.engine.metrics.slackAmbiguous.inc({ outcome: "unclear" });
    throw new NotNow(answer.error, UNCLEAR_SECONDS);
  }
  await noteNotSent(database, message.id);
  throw asError(answer);
}

/** A page is never lost to a block: what Slack refuses because of its form goes out as plain text. */
async function attempt(
  out: Outgoing,
  channel: string,
  content: Message,
  metadata: NonNullable<webApi.ChatPostMessageArguments["metadata"]>,
): Promise<Posted | Failure> {
  try {
    const thread = content.thread === undefined ? {} : { thread_ts: content.thread };
    const sent = { ...body(channel, content), ...thread, metadata };
    return postedBy(await out.client.chat.postMessage(sent));
  } catch (error) {
    const failure = failureOf(error);
    if (!blamesBlocks(failure) || !hasWordsAlone(content)) return failure;
    out.engine.logger.error({ failure, channel }, "blocks refused, sending text");
    return await attempt(out, channel, { ...content, blocks: [] }, metadata);
  }
}

/** What Slack refuses because of its form is shown as plain text here as well. */
async function update(out: Outgoing, { channel, ts }: Posted, content: Message): Promise<void> {
  try {
    // Left out, the old blocks would stay beside the new text.
    const blocks = [...content.blocks];
    await out.client.chat.update({ ...body(channel, content), blocks, ts });
  } catch (error) {
    const failure = failureOf(error);
    if (!blamesBlocks(failure) || !hasWordsAlone(content)) throw asError(failure);
    await update(out, { channel, ts }, { ...content, blocks: [] });
  }
}

function hasWordsAlone({ blocks, needsBlocks }: Message): boolean {
  return blocks.length > 0 && needsBlocks === undefined;
}

/** `parse` is always given: without it an edit would make links and mentions of what looks like them. */
function body(
  channel: string,
  { text, blocks }: Message,
): { channel: string; text: string; parse: "none"; unfurl_links: false; unfurl_media: false } {
  const quiet = { parse: "none", unfurl_links: false, unfurl_media: false } as const;
  return { channel, text, ...quiet, ...(blocks.length > 0 ? { blocks: [...blocks] } : {}) };
}

function postedBy({ channel, ts }: webApi.ChatPostMessageResponse): Posted {
  if (channel === undefined || ts === undefined) throw new Error("Slack named no message.");
  return { channel, ts };
}

function digest(content: Message): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
