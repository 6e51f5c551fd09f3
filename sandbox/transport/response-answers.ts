import { asRecords, asText, isJson, type Json, parseJson } from "#sandbox/json.ts";
import type { AnswerOutcome } from "#sandbox/traffic/outcome.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { checkMessage } from "#sandbox/workspace/checks.ts";
import { type Draft, findMessage, type Message } from "#sandbox/workspace/messages.ts";
import { botAuthor, editMessage, postMessage, removeMessage } from "#sandbox/workspace/posting.ts";
import { type ResponseUrl, spendResponseUrl } from "#sandbox/workspace/response-urls.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";

/** A POST to a response_url: it needs no token, and the bot need not be in the channel. */
export function answerResponseUrl(workspace: Workspace, path: string, body: string): AnswerOutcome {
  try {
    const content = parseJson(body);
    if (!isJson(content)) return refused(400, "invalid_payload");
    const target = spendResponseUrl(workspace, path);
    respondTo(workspace, target, content);
    return { kind: "answer", status: 200, headers: {}, body: "ok" };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const isGone = error.code.endsWith("_url");
    return refused(isGone ? 404 : 400, error.code);
  }
}

/** What an app says to one interaction: replace, delete, or say something new. */
export function respondTo(
  workspace: Workspace,
  target: Pick<ResponseUrl, "userId" | "channelId" | "messageTs">,
  content: Json,
): Message | undefined {
  const channel = workspace.channels.get(target.channelId);
  if (channel === undefined) throw new SlackError("channel_not_found");
  const original = findMessage(workspace, channel.id, target.messageTs ?? "");
  if (content["delete_original"] === true) {
    if (original !== undefined) removeMessage(workspace, channel, original);
    return undefined;
  }
  const draft = draftOf(workspace, content);
  if (content["replace_original"] === true && original !== undefined) {
    return editMessage(workspace, channel, original, { ...draft, blocks: draft.blocks ?? [] });
  }
  return say(workspace, channel, target.userId, { content, draft });
}

function say(
  workspace: Workspace,
  channel: Channel,
  userId: string,
  { content, draft }: { readonly content: Json; readonly draft: Partial<Draft> },
): Message {
  const isPublic = content["response_type"] === "in_channel";
  return postMessage(workspace, channel, {
    ...botAuthor(workspace),
    text: "",
    ...draft,
    thread_ts: asText(content["thread_ts"]),
    ...(isPublic ? {} : { ephemeralTo: userId }),
  });
}

function draftOf(workspace: Workspace, content: Json): Partial<Draft> {
  const { blocks, attachments } = content;
  const text = asText(content["text"]) ?? "";
  // Only the code is passed on: Slack does not say here which block is wrong.
  checkMessage(workspace, { text, blocks, attachments });
  if (text === "" && blocks === undefined && attachments === undefined) {
    throw new SlackError("no_text");
  }
  return {
    text,
    ...(blocks === undefined ? {} : { blocks: asRecords(blocks) }),
    ...(attachments === undefined ? {} : { attachments: asRecords(attachments) }),
  };
}

function refused(status: number, error: string): AnswerOutcome {
  return { kind: "answer", status, headers: {}, body: { ok: false, error } };
}
