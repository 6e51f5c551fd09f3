import { z } from "zod";
import { asRecords, asText, type Json } from "#sandbox/json.ts";
import { canvasObject } from "#sandbox/workspace/canvases.ts";
import type { Channel } from "#sandbox/workspace/channels.ts";
import { checkMessage } from "#sandbox/workspace/checks.ts";
import { fileObject, reserveFile, saveFile, type StoredFile } from "#sandbox/workspace/files.ts";
import type { Draft } from "#sandbox/workspace/messages.ts";
import { botAuthor, postMessage } from "#sandbox/workspace/posting.ts";
import { SlackError } from "#sandbox/workspace/slack-error.ts";
import type { Workspace } from "#sandbox/workspace/workspace.ts";
import { livingChannel } from "./channel-lookup.ts";
import { integer, filled } from "./fields.ts";
import { type Answer, method, type MethodTable } from "./method.ts";

const reserveInput = z.object({
  filename: filled,
  length: integer,
  alt_txt: z.string().default(""),
});

const completeInput = z.object({
  files: z.unknown(),
  channel_id: z.string().optional(),
  channels: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
  blocks: z.unknown().optional(),
});

type Content = Pick<Draft, "text" | "blocks" | "thread_ts">;
type CompleteInput = z.output<typeof completeInput>;

export const fileMethods: MethodTable = {
  "files.getUploadURLExternal": method({
    scopes: ["files:write"],
    tier: 4,
    json: false,
    input: reserveInput,
    missing: { length: "missing_argument", filename: "missing_argument" },
    run: reserve,
  }),
  "files.completeUploadExternal": method({
    scopes: ["files:write"],
    tier: 4,
    json: true,
    input: completeInput,
    run: complete,
  }),
  "files.info": method({
    scopes: ["files:read"],
    tier: 4,
    json: false,
    input: z.object({ file: filled }),
    missing: { file: "file_not_found" },
    run: (workspace, { file }) => ({
      file: anyFileObject(workspace, file),
      comments: [],
      response_metadata: { next_cursor: "" },
    }),
  }),
  "files.list": method({
    scopes: ["files:read"],
    tier: 3,
    json: false,
    input: z.object({ channel: z.string().optional(), count: integer.default(100) }),
    run(workspace, { channel, count: size }) {
      const files = [...workspace.files.values()].filter(
        (file) =>
          file.completedAt !== null &&
          (channel === undefined || file.shares.some((share) => share.channelId === channel)),
      );
      const shown = files.slice(0, size).map((file) => fileObject(workspace, file));
      const paging = { count: size, total: files.length, page: 1, pages: 1 };
      return { files: shown, paging };
    },
  }),
  "files.delete": method({
    scopes: ["files:write"],
    tier: 3,
    json: true,
    input: z.object({ file: filled }),
    missing: { file: "file_not_found" },
    run(workspace, { file }) {
      workspace.files.delete(completedFile(workspace, file).id);
      return {};
    },
  }),
};

function reserve(workspace: Workspace, input: z.output<typeof reserveInput>): Answer {
  if (input.length <= 0) throw new SlackError("missing_argument");
  if (input.alt_txt.length > 1000) throw new SlackError("alt_txt_too_large");
  const { filename: name, length, alt_txt: altText } = input;
  const file = reserveFile(workspace, { name, length, altText });
  return { upload_url: `${workspace.url}/upload/v1/${file.ticket}`, file_id: file.id };
}

/** Only once per file: afterwards it is no longer waiting for an upload. */
function complete(workspace: Workspace, input: CompleteInput): Answer {
  const uploads = uploadsNamed(workspace, input.files);
  const channels = targets(workspace, input);
  const message = contentOf(workspace, input);
  const completed = uploads.map(({ file, title }) =>
    saveFile(workspace, { ...file, title, completedAt: workspace.now() }),
  );
  for (const channel of channels) shareIn(workspace, channel, completed, message);
  return { files: completed.map((file) => fileObject(workspace, file)) };
}

function uploadsNamed(
  workspace: Workspace,
  list: unknown,
): readonly { readonly file: StoredFile; readonly title: string }[] {
  const wanted = asRecords(list);
  if (wanted.length === 0) throw new SlackError("invalid_arguments");
  return wanted.map((entry) => {
    const file = workspace.files.get(asText(entry["id"]) ?? "");
    if (file === undefined || file.content === null || file.completedAt !== null) {
      throw new SlackError("file_not_found");
    }
    return { file, title: asText(entry["title"]) ?? file.name };
  });
}

function targets(
  workspace: Workspace,
  { channel_id, channels }: CompleteInput,
): readonly Channel[] {
  const ids = channel_id === undefined ? (channels ?? "").split(",") : [channel_id];
  return ids.filter((id) => id !== "").map((id) => livingChannel(workspace, id));
}

/** Blocks count only without a comment. */
function contentOf(workspace: Workspace, input: CompleteInput): Content {
  const thread = input.thread_ts === undefined ? {} : { thread_ts: input.thread_ts };
  if (input.initial_comment !== undefined) return { text: input.initial_comment, ...thread };
  if (input.blocks === undefined) return { text: "", ...thread };
  checkMessage(workspace, { blocks: input.blocks });
  return { text: "", blocks: asRecords(input.blocks), ...thread };
}

function shareIn(
  workspace: Workspace,
  channel: Channel,
  files: readonly StoredFile[],
  content: Content,
): void {
  // Slack silently drops the share of a file with a description: python-slack-sdk issue 1818.
  const shared = files.filter((file) => file.altText === "");
  if (shared.length === 0) return;
  const message = postMessage(workspace, channel, {
    ...botAuthor(workspace),
    ...content,
    subtype: "file_share",
    files: shared.map((file) => fileObject(workspace, file)),
  });
  for (const file of shared) {
    const place = { channelId: channel.id, ts: message.ts };
    const current = workspace.files.get(file.id) ?? file;
    saveFile(workspace, { ...current, shares: [...current.shares, place] });
  }
}

/** A canvas is a file, too. */
function anyFileObject(workspace: Workspace, id: string): Json {
  const canvas = workspace.canvases.get(id);
  if (canvas !== undefined) return canvasObject(workspace, canvas);
  return fileObject(workspace, completedFile(workspace, id));
}

function completedFile(workspace: Workspace, id: string): StoredFile {
  const file = workspace.files.get(id);
  if (file === undefined || file.completedAt === null) throw new SlackError("file_not_found");
  return file;
}
