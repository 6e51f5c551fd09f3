import { createHash } from "node:crypto";
import type { webApi } from "@slack/bolt";
import type { Message } from "#slack/words/blocks.ts";
import {
  noteAttempt,
  noteGone,
  noteNotSent,
  notePosted,
  type SlackMessage,
} from "#store/slack-messages.ts";
import { asError, blamesBlocks, failureOf, NotNow, type Failure } from "./failure.ts";
import { lookUp } from "./look-up.ts";
import type { Outgoing } from "./outgoing.ts";

/** How long after an unclear send it is looked at again; a message may be late to appear in the history. */
const UNCLEAR_SECONDS = 10;

export type Posted = { readonly channel: string; readonly ts: string };

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
  const shown = digest(content);
  const standing = message.ts === null ? await adopt(out, message) : message;
  if (standing === null || standing.ts === null || standing.channel === null) {
    return await post(out, message, channel, content);
  }
  const posted = { channel: standing.channel, ts: standing.ts };
  if (standing.shown === shown) return posted;
  if (await edit(out, posted, content)) {
    await notePosted(out.engine.database.kysely, message.id, { ...posted, shown });
    return posted;
  }
  await noteGone(out.engine.database.kysely, message.id);
  throw new NotNow("the message was deleted in Slack and is posted anew", 1);
}

async function adopt(out: Outgoing, message: SlackMessage): Promise<SlackMessage | null> {
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
  await noteAttempt(database, message.id, channel);
  const metadata = { event_type: "muster_message", event_payload: { marker: message.marker } };
  const failure = await attempt(out, channel, content, metadata);
  if ("ts" in failure) {
    await notePosted(database.kysely, message.id, { ...failure, shown: digest(content) });
    return failure;
  }
  if (failure.kind === "unclear") {
    out.engine.metrics.slackAmbiguous.inc({ outcome: "unclear" });
    throw new NotNow(failure.error, UNCLEAR_SECONDS);
  }
  await noteNotSent(database, message.id);
  throw asError(failure);
}

/** A page is never lost to a block: what Slack refuses because of its form goes out as plain text. */
async function attempt(
  out: Outgoing,
  channel: string,
  content: Message,
  metadata: NonNullable<webApi.ChatPostMessageArguments["metadata"]>,
): Promise<{ readonly channel: string; readonly ts: string } | Failure> {
  try {
    return placeOf(await out.client.chat.postMessage({ ...body(channel, content), metadata }));
  } catch (error) {
    const failure = failureOf(error);
    if (!blamesBlocks(failure) || content.blocks.length === 0) return failure;
    out.engine.logger.error({ failure, channel }, "blocks refused, sending text");
    return await attempt(out, channel, { ...content, blocks: [] }, metadata);
  }
}

/** False when the message is gone. */
async function edit(out: Outgoing, { channel, ts }: Posted, content: Message): Promise<boolean> {
  try {
    // Left out, the old blocks would stay beside the new text.
    const blocks = [...content.blocks];
    await out.client.chat.update({ ...body(channel, content), blocks, ts });
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw asError(failure);
    if (failure.error === "message_not_found") return false;
    if (blamesBlocks(failure) && content.blocks.length > 0) {
      return await edit(out, { channel, ts }, { ...content, blocks: [] });
    }
    throw asError(failure);
  }
}

/** `parse` is always given: without it an edit would make links and mentions of what looks like them. */
function body(
  channel: string,
  { text, blocks }: Message,
): { channel: string; text: string; parse: "none"; unfurl_links: false; unfurl_media: false } {
  const quiet = { parse: "none", unfurl_links: false, unfurl_media: false } as const;
  return { channel, text, ...quiet, ...(blocks.length > 0 ? { blocks: [...blocks] } : {}) };
}

function placeOf(answer: webApi.ChatPostMessageResponse): { channel: string; ts: string } {
  const { channel, ts } = answer;
  if (channel === undefined || ts === undefined) throw new Error("Slack named no message.");
  return { channel, ts };
}

function digest(content: Message): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
