import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { asked } from "./refusal.ts";
import type { DocumentTarget, Draft, Publishing } from "./target.ts";

/** Without the second one nobody knows whether people wrote in it, or where it is to be read. */
const SCOPES = ["canvases:write", "files:read"] as const;
/** Comments that say where facts begin and end would be text in a canvas. */
const MARKERS = /^<!--.*?-->\n?/gmu;

/**
 * The canvas of the incident's channel. Slack shows nobody what is in one, and replaces it as a whole: so it is drawn
 * anew only while nobody but us has written in it.
 */
export const canvasTarget: DocumentTarget = {
  name: "canvas",
  publish: async (out, { channel, isOwn, title, ...draft }) => {
    const missing = SCOPES.find((scope) => !out.granted(scope));
    if (missing !== undefined) return declined(`the Slack app lacks the scope ${missing}`);
    if (!isOwn) return declined("the incident has no channel of its own");
    const content = contentOf(draft);
    const made = await asked(
      out.client.conversations.canvases.create({
        channel_id: channel,
        title,
        document_content: content,
      }),
    );
    if ("refused" in made) return declined(`Slack made no canvas (${made.refused})`);
    const { canvas_id: id } = made.answer;
    if (id === undefined) return declined("Slack named no canvas");
    const seen = await look(out, id);
    return { kind: "shown", id, link: seen.kind === "there" ? seen.link : null };
  },
  redraw: async (out, id, draft) => {
    const seen = await look(out, id);
    if (seen.kind === "gone") return declined(`its canvas is gone (${seen.reason})`);
    if (!seen.isOurs) return declined("people wrote in its canvas, which stays as they left it");
    const content = contentOf(draft);
    const edited = await asked(
      out.client.canvases.edit({
        canvas_id: id,
        changes: [{ operation: "replace", document_content: content }],
      }),
    );
    if ("refused" in edited) return declined(`Slack changed no canvas (${edited.refused})`);
    return { kind: "shown", id, link: seen.link };
  },
};

type Sight =
  | { readonly kind: "there"; readonly link: string | null; readonly isOurs: boolean }
  | { readonly kind: "gone"; readonly reason: string };

async function look(out: Outgoing, id: string): Promise<Sight> {
  const found = await asked(out.client.files.info({ file: id }));
  if ("refused" in found) return { kind: "gone", reason: found.refused };
  const { file } = found.answer;
  const editors = file?.editors;
  // Where Slack does not say who wrote in it, it may be anybody.
  const isOurs = editors !== undefined && editors.every((editor) => editor === out.botUser);
  return { kind: "there", link: file?.permalink ?? null, isOurs };
}

function contentOf({ markdown }: Pick<Draft, "markdown">): { type: "markdown"; markdown: string } {
  return { type: "markdown", markdown: markdown.replaceAll(MARKERS, "") };
}

function declined(reason: string): Publishing {
  return { kind: "declined", reason };
}
