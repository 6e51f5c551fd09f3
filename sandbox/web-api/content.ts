import { z } from "zod";
import { asRecords, isJson, type Json } from "#sandbox/json.ts";
import { checkMessage } from "#sandbox/workspace/checks.ts";
import type { Draft } from "#sandbox/workspace/messages.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { lengthOf } from "./fields.ts";

// What the chat methods take to say what a message contains.
export const contentFields = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
  markdown_text: z.string().optional(),
  metadata: z.unknown().optional(),
};

const contentInput = z.object(contentFields);

export type ContentInput = z.output<typeof contentInput>;
export type Content = Pick<Draft, "text" | "blocks" | "attachments" | "metadata">;

const LONGEST_TEXT = 40_000;

/** The content as it will be stored; refuses what Slack refuses. */
export function contentOf(workspace: Workspace, given: ContentInput): Content {
  const input = withMarkdown(given);
  const { text = "", blocks, attachments } = input;
  checkMessage(workspace, { text, blocks, attachments });
  return {
    text: lengthOf(text) > LONGEST_TEXT ? Array.from(text).slice(0, LONGEST_TEXT).join("") : text,
    blocks: blocks === undefined ? undefined : asRecords(blocks),
    attachments: attachments === undefined ? undefined : asRecords(attachments),
    metadata: metadataOf(input.metadata),
  };
}

/** For a new message: an empty one is refused. */
export function requiredContent(workspace: Workspace, input: ContentInput): Content {
  const content = contentOf(workspace, input);
  const parts = [content.text, content.blocks ?? [], content.attachments ?? []];
  if (parts.every((part) => part.length === 0)) throw new SlackError("no_text");
  return content;
}

export function contentWarnings({
  text = "",
  blocks,
  markdown_text,
}: ContentInput): readonly string[] {
  if (lengthOf(text) > LONGEST_TEXT) return ["message_truncated"];
  const isMute = text === "" && markdown_text === undefined && blocks !== undefined;
  return isMute ? ["missing_text_in_message"] : [];
}

function withMarkdown(input: ContentInput): ContentInput {
  if (input.markdown_text === undefined) return input;
  if (input.text !== undefined || input.blocks !== undefined) {
    throw new SlackError("markdown_text_conflict");
  }
  const text = input.markdown_text;
  return { ...input, text, blocks: [{ type: "markdown", text }] };
}

function metadataOf(value: unknown): Json | undefined {
  if (value === undefined || value === "") return undefined;
  if (!isJson(value)) throw new SlackError("invalid_metadata_format");
  if (Object.keys(value).length === 0) return value;
  const isWellFormed = typeof value["event_type"] === "string" && isJson(value["event_payload"]);
  if (!isWellFormed) throw new SlackError("invalid_metadata_format");
  if (JSON.stringify(value).length > 8000) throw new SlackError("metadata_too_large");
  return value;
}
