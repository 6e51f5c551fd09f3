import { asError, blamesToken, failureOf } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { asked } from "./refusal.ts";
import type { DocumentTarget, Draft, Publishing } from "./target.ts";

const PATIENCE_MS = 8000;

/** A Markdown file in the thread where people talk about it: the newest one only. */
export const fileTarget: DocumentTarget = {
  name: "file",
  publish,
  redraw: async (out, id, draft) => {
    const publishing = await publish(out, draft);
    if (publishing.kind === "shown") await remove(out, id);
    return publishing;
  },
};

async function publish(out: Outgoing, draft: Draft): Promise<Publishing> {
  if (!out.granted("files:write")) {
    return { kind: "declined", reason: "the Slack app lacks the scope files:write" };
  }
  const { filename, title, channel, thread } = draft;
  const body = Buffer.from(draft.markdown);
  const reserved = await asked(
    out.client.files.getUploadURLExternal({ filename, length: body.length }),
  );
  if ("refused" in reserved) return declined(reserved.refused);
  const { upload_url: url, file_id: id } = reserved.answer;
  if (url === undefined || id === undefined) return declined("no place for it");
  await upload(url, body);
  const completed = await asked(
    out.client.files.completeUploadExternal({
      files: [{ id, title }],
      channel_id: channel,
      thread_ts: thread,
    }),
  );
  if ("refused" in completed) return declined(completed.refused);
  const link = completed.answer.files?.find((file) => file.id === id)?.permalink ?? null;
  return { kind: "shown", id, link };
}

/** The address is a secret of its own: the bot's token does not go there. */
async function upload(url: string, body: Buffer<ArrayBuffer>): Promise<void> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`Slack took no file: HTTP ${answer.status}.`);
  } catch (error) {
    throw asError(failureOf(error));
  }
}

/** At worst an older one stays in the thread above the newest. */
async function remove({ client, engine }: Outgoing, file: string): Promise<void> {
  try {
    await client.files.delete({ file });
  } catch (error) {
    const failure = failureOf(error);
    if (blamesToken(failure)) throw asError(failure);
    engine.logger.warn({ failure, file }, "the older file of a postmortem was not deleted");
  }
}

function declined(refused: string): Publishing {
  return { kind: "declined", reason: `Slack took no file (${refused})` };
}
