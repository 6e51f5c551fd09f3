import { z } from "zod";
import { NotNow } from "#slack/outgoing/failure.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { asked } from "./refusal.ts";
import type { DocumentTarget, Draft, Publishing } from "./target.ts";

/** Without the second one nobody knows whether people wrote in it, or where it is to be read. */
const SCOPES = ["canvases:write", "files:read"] as const;
/** Slack makes one for each channel, also when its answer to us was lost. */
const THERE_ALREADY = "channel_canvas_already_exists";

/**
 * The canvas of the incident's channel. Slack shows nobody what is in one, and replaces it as a whole: so it is drawn
 * anew only while nobody but us has written in it.
 */
export const canvasTarget: DocumentTarget = {
  name: "canvas",
  publish: async (out, draft) => {
    const missing = SCOPES.find((scope) => !out.granted(scope));
    if (missing !== undefined) return declined(`the Slack app lacks the scope ${missing}`);
    if (!draft.isOwn) return declined("the incident has no channel of its own");
    return await create(out, draft);
  },
  redraw,
};

async function create(out: Outgoing, draft: Draft): Promise<Publishing> {
  const { channel, title } = draft;
  const content = { channel_id: channel, title, document_content: contentOf(draft) };
  const made = await asked(out.client.conversations.canvases.create(content));
  if (!("refused" in made)) {
    const { canvas_id: id } = made.answer;
    return id === undefined
      ? declined("Slack named no canvas")
      : { kind: "shown", id, link: await linkOf(out, id) };
  }
  const standing = made.refused.startsWith(THERE_ALREADY) ? await canvasIn(out, channel) : null;
  if (standing !== null) return await redraw(out, standing, draft);
  return declined(`Slack made no canvas (${made.refused})`);
}

async function redraw(out: Outgoing, id: string, draft: Draft): Promise<Publishing> {
  const seen = await look(out, id);
  if (seen.kind === "gone") return declined(`its canvas is gone (${seen.reason})`);
  if (!seen.isOurs) return declined("people wrote in its canvas, which stays as they left it");
  const change = { operation: "replace", document_content: contentOf(draft) } as const;
  const edited = await asked(out.client.canvases.edit({ canvas_id: id, changes: [change] }));
  if ("refused" in edited) return declined(`Slack changed no canvas (${edited.refused})`);
  return { kind: "shown", id, link: seen.link };
}

type Sight =
  | { readonly kind: "there"; readonly link: string | null; readonly isOurs: boolean }
  | { readonly kind: "gone"; readonly reason: string };

/** What Slack says of it; where it does not say who wrote in it, it may be anybody. */
async function look(out: Outgoing, id: string): Promise<Sight> {
  const found = await asked(out.client.files.info({ file: id }));
  if ("refused" in found) return { kind: "gone", reason: found.refused };
  const { user, editors, permalink: link = null } = found.answer.file ?? {};
  const isOurs = user === out.botUser && editors?.every((one) => one === out.botUser) === true;
  return { kind: "there", link, isOurs };
}

/** It stands there, whether Slack says where or not: the next look may. */
async function linkOf(out: Outgoing, id: string): Promise<string | null> {
  try {
    const seen = await look(out, id);
    return seen.kind === "there" ? seen.link : null;
  } catch (error) {
    if (error instanceof NotNow) return null;
    throw error;
  }
}

const WithCanvas = z.object({
  properties: z.object({ canvas: z.object({ file_id: z.string() }) }),
});

/** The canvas of a channel, by its id. */
async function canvasIn(out: Outgoing, channel: string): Promise<string | null> {
  const found = await asked(out.client.conversations.info({ channel }));
  if ("refused" in found) return null;
  return WithCanvas.safeParse(found.answer.channel).data?.properties.canvas.file_id ?? null;
}

function contentOf({ markdown }: Draft): { type: "markdown"; markdown: string } {
  return { type: "markdown", markdown };
}

function declined(reason: string): Publishing {
  return { kind: "declined", reason };
}
