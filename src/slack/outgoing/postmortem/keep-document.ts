import { createHash } from "node:crypto";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import {
  noteShownDocument,
  type ShownDocument,
  type StandingDocument,
} from "#store/slack/documents.ts";
import { canvasTarget } from "./canvas.ts";
import { fileTarget } from "./file.ts";
import type { DocumentTarget, Draft, Publishing } from "./target.ts";

/** What may keep the document, the best first. Somewhere else is one more of them. */
const TARGETS: readonly DocumentTarget[] = [canvasTarget, fileTarget];

/** Has the document stand in Slack as it reads now; what is refused is noted in words, and tried again at the next look. */
export async function keepDocument(
  out: Outgoing,
  incident: IncidentId,
  known: ShownDocument,
  draft: Draft,
): Promise<ShownDocument> {
  const shown = digest(draft);
  if (known.standing?.shown === shown) return known;
  const next = await placed(out, { ...known, shown }, draft);
  await noteShownDocument(out.engine.database.kysely, incident, next);
  return next;
}

type Known = ShownDocument & { readonly shown: string };

/** From where it stands on downwards: what was left once is not gone back to. */
async function placed(
  out: Outgoing,
  { standing, shown }: Known,
  draft: Draft,
): Promise<ShownDocument> {
  const first = TARGETS.findIndex(({ name }) => name === standing?.target);
  const declined: string[] = [];
  for (const target of TARGETS.slice(Math.max(0, first))) {
    const publishing = await publish(out, target, standing, draft);
    if (publishing.kind === "shown") {
      const { id, link } = publishing;
      const isLeft = standing !== null && standing.target !== target.name;
      const left = isLeft ? `It goes on here: ${declined.join("; ")}.` : (standing?.left ?? null);
      return { standing: { target: target.name, id, link, shown, left }, trouble: null };
    }
    declined.push(publishing.reason);
    out.engine.logger.info({ target: target.name, reason: publishing.reason }, "document declined");
  }
  const what = standing === null ? "Slack shows it nowhere" : "What stands there is older";
  return { standing, trouble: `${what}: ${declined.join("; ")}.` };
}

async function publish(
  out: Outgoing,
  target: DocumentTarget,
  standing: StandingDocument | null,
  draft: Draft,
): Promise<Publishing> {
  if (standing?.target === target.name) return await target.redraw(out, standing.id, draft);
  return await target.publish(out, draft);
}

function digest({ title, markdown }: Draft): string {
  return createHash("sha256")
    .update(JSON.stringify([title, markdown]))
    .digest("base64url");
}
