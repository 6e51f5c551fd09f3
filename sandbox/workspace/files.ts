import { asRecords, type Json } from "#sandbox/json.ts";
import { newId } from "./ids.ts";
import type { Workspace } from "./workspace.ts";

export type StoredFile = {
  readonly id: string;
  readonly ticket: string;
  readonly name: string;
  readonly title: string;
  readonly length: number;
  readonly altText: string;
  readonly content: Uint8Array | null;
  /** Milliseconds since 1970; null until the upload was completed. */
  readonly completedAt: number | null;
  readonly shares: readonly { readonly channelId: string; readonly ts: string }[];
};

const MIME_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  md: "text/markdown",
  txt: "text/plain",
  json: "application/json",
  csv: "text/csv",
  pdf: "application/pdf",
};

export function reserveFile(
  workspace: Workspace,
  file: Pick<StoredFile, "name" | "length" | "altText">,
): StoredFile {
  const reserved = {
    ...file,
    id: newId("F"),
    ticket: newId(""),
    title: file.name,
    content: null,
    completedAt: null,
    shares: [],
  };
  return saveFile(workspace, reserved);
}

export function saveFile(workspace: Workspace, file: StoredFile): StoredFile {
  workspace.files.set(file.id, file);
  return file;
}

/** Slack works on a file for a while after the upload; until then it cannot be shown in a block. */
export function isReady(workspace: Workspace, file: StoredFile): boolean {
  return file.completedAt !== null && workspace.now() - file.completedAt >= workspace.fileDelay;
}

export function fileUrl(workspace: Workspace, file: StoredFile): string {
  return `${workspace.url}/files-pri/${workspace.team.id}-${file.id}/${encodeURIComponent(file.name)}`;
}

function filePermalink(workspace: Workspace, file: StoredFile): string {
  return `${workspace.url}/files/${workspace.app.botUserId}/${file.id}/${encodeURIComponent(file.name)}`;
}

export function mimeType(file: StoredFile): string {
  return MIME_TYPES[extension(file)] ?? "application/octet-stream";
}

export function fileObject(workspace: Workspace, file: StoredFile): Json {
  const ready = isReady(workspace, file);
  const created = Math.floor((file.completedAt ?? 0) / 1000);
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    // Empty until Slack has looked at the content.
    mimetype: ready ? mimeType(file) : "",
    filetype: ready ? extension(file) : "",
    pretty_type: ready ? extension(file).toUpperCase() : "",
    user: workspace.app.botUserId,
    user_team: workspace.team.id,
    editable: false,
    size: file.content?.length ?? file.length,
    mode: "hosted",
    is_external: false,
    is_public: file.shares.length > 0,
    public_url_shared: false,
    url_private: fileUrl(workspace, file),
    url_private_download: fileUrl(workspace, file),
    permalink: filePermalink(workspace, file),
    ...(file.altText === "" ? {} : { alt_txt: file.altText }),
    ...(ready ? pictureSize(file) : {}),
    ...sharesObject(workspace, file),
  };
}

/** Where an image block names an uploaded file that is not there yet, or never was. */
export function unreadyFilePointers(workspace: Workspace, blocks: unknown, root: string): string[] {
  return asRecords(blocks).flatMap((block, index) => {
    const pointer = `${root}/${index}`;
    return [
      ...unreadyHere(workspace, block, pointer),
      ...unreadyHere(workspace, block["accessory"], `${pointer}/accessory`),
      ...unreadyFilePointers(workspace, block["elements"], `${pointer}/elements`),
      ...unreadyFilePointers(workspace, block["child_blocks"], `${pointer}/child_blocks`),
    ];
  });
}

function unreadyHere(workspace: Workspace, block: unknown, pointer: string): string[] {
  const [image] = asRecords([block]);
  const [reference] = asRecords([image?.["slack_file"]]);
  if (image?.["type"] !== "image" || reference === undefined) return [];
  const file = [...workspace.files.values()].find(
    (candidate) =>
      candidate.id === reference["id"] ||
      fileUrl(workspace, candidate) === reference["url"] ||
      filePermalink(workspace, candidate) === reference["url"],
  );
  const isShowable = file !== undefined && mimeType(file).startsWith("image/");
  return isShowable && isReady(workspace, file) ? [] : [`${pointer}/slack_file`];
}

function extension(file: StoredFile): string {
  return /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? "";
}

function sharesObject(workspace: Workspace, file: StoredFile): Json {
  const ids = [...new Set(file.shares.map((share) => share.channelId))];
  const open = ids.filter((id) => workspace.channels.get(id)?.kind === "public");
  const closed = ids.filter((id) => !open.includes(id));
  return {
    channels: open,
    groups: closed,
    shares: { public: sharesIn(file, open), private: sharesIn(file, closed) },
  };
}

function sharesIn(file: StoredFile, ids: readonly string[]): Json {
  const entries = ids.map((id) => {
    const shares = file.shares.filter((share) => share.channelId === id);
    return [id, shares.map(({ ts }) => ({ ts }))] as const;
  });
  return Object.fromEntries(entries);
}

/** Width and height stand at fixed places in a PNG. */
function pictureSize(file: StoredFile): Json {
  if (extension(file) !== "png" || file.content === null || file.content.length < 24) return {};
  const view = new DataView(file.content.buffer, file.content.byteOffset);
  return { original_w: view.getUint32(16), original_h: view.getUint32(20) };
}
