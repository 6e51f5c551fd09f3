import type { webApi } from "@slack/bolt";

/** A file of words, or an image. */
export type SentFile = { readonly filename: string; readonly content: string | Uint8Array };
export type TextFile = SentFile & { readonly content: string };

type Place = { readonly channel: string; readonly comment: string };

/** Posts files together in one message. Throws what Slack refuses. */
export async function uploadFiles(
  client: webApi.WebClient,
  { channel, comment }: Place,
  files: readonly SentFile[],
): Promise<void> {
  const ids = await Promise.all(files.map((file) => upload(client, file)));
  const [first, ...rest] = ids.map((id, index) => ({ id, title: files[index]?.filename ?? id }));
  if (first === undefined) return;
  await client.files.completeUploadExternal({
    files: [first, ...rest],
    channel_id: channel,
    initial_comment: comment,
  });
}

/** Uploads a file that stands nowhere yet, for a block that names it; answers its id. Throws what Slack refuses. */
export async function uploadUnshared(client: webApi.WebClient, file: SentFile): Promise<string> {
  const id = await upload(client, file);
  // Without words about it: with them Slack drops the file in silence (python-slack-sdk issue 1818).
  await client.files.completeUploadExternal({ files: [{ id, title: file.filename }] });
  return id;
}

/** The address is a secret of its own: the bot's token does not go there. */
async function upload(client: webApi.WebClient, { filename, content }: SentFile): Promise<string> {
  const body = Buffer.from(content);
  const reserved = await client.files.getUploadURLExternal({ filename, length: body.length });
  const { upload_url: url, file_id: id } = reserved;
  if (url === undefined || id === undefined) throw new Error("Slack named no place for a file.");
  const answer = await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(8000) });
  if (!answer.ok) throw new Error(`Slack took no file: HTTP ${answer.status}.`);
  return id;
}
