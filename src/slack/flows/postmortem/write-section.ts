import type { types } from "@slack/bolt";
import { incidentName, type IncidentId } from "#domain/incident/incident.ts";
import { readPostmortem } from "#engine/postmortem/read-postmortem.ts";
import { writeSection, type Written } from "#engine/postmortem/write-section.ts";
import { answer, say, type Permitted } from "#slack/flows/desk/answer.ts";
import { askerOfView, type ViewArgs } from "#slack/flows/desk/asker.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { openView } from "#slack/flows/desk/form.ts";
import { noSuchIncident } from "#slack/flows/incident/answers.ts";
import { sectionsIn } from "#slack/postmortem-document.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readSection, renderSection, SectionMeta, type SectionDraft } from "./section-form.ts";
import { refreshOverview } from "./show-overview.ts";

const GONE =
  "The template has no such section any more. Copy your text and open the postmortem anew.";

/** Opens one section with its newest text. */
export async function openSection(
  desk: Desk,
  person: Permitted,
  { incident, section }: { readonly incident: IncidentId; readonly section: string },
): Promise<Message | null> {
  const found = await findSection(desk, incident, section);
  if (found === null) return say(noSuchIncident(incident));
  if (found.draft === null) return say(GONE);
  const meta = { incident, section, basedOn: found.version, below: person.modal };
  return await openView(desk, person, renderSection(found.draft, meta));
}

/**
 * Slack hears from us only once the text is kept, or stands in the form that comes back: what somebody wrote must not
 * be lost with a form that closed.
 */
export async function onSection(desk: Desk, args: ViewArgs): Promise<void> {
  const meta = SectionMeta.parse(JSON.parse(args.view.private_metadata));
  const text = readSection(args.view.state.values);
  let refused: string | null = null;
  let again: types.ModalView | null = null;
  const asker = askerOfView(args, async (reply) => {
    refused = reply.text;
  });
  await answer(
    desk,
    asker,
    async (person) => {
      const written = await writeSection(desk.engine, { ...meta, text, by: person.actor });
      again = await formAfter(desk, { written, text }, meta);
      return written.kind === "refused" ? say(`Nothing was saved: ${written.reason}.`) : null;
    },
    { action: "postmortem", incident: meta.incident },
  );
  await respond(args, { refused, again });
}

async function respond(
  { ack, view }: ViewArgs,
  { refused, again }: { readonly refused: string | null; readonly again: types.ModalView | null },
): Promise<void> {
  const [field = ""] = Object.keys(view.state.values);
  if (refused !== null)
    return await ack({ response_action: "errors", errors: { [field]: refused } });
  await (again === null ? ack() : ack({ response_action: "update", view: again }));
}

/** The same form with both texts when somebody else wrote meanwhile; null when it can be closed. */
async function formAfter(
  desk: Desk,
  { written, text }: { readonly written: Written; readonly text: string },
  meta: SectionMeta,
): Promise<types.ModalView | null> {
  const { incident, section, below } = meta;
  if (written.kind === "refused") return null;
  if (written.kind === "written") {
    const notice = `Saved as version ${written.version} of ${incidentName(incident)}.`;
    if (below !== null) await refreshOverview(desk, below, { incident, notice });
    return null;
  }
  const found = await findSection(desk, incident, section);
  const about = found?.draft?.section ?? { id: section, title: section, prompt: "" };
  const draft: SectionDraft = { section: about, text, theirs: written.now };
  return renderSection(draft, { ...meta, basedOn: written.now.version });
}

/** The section as it is now, without a draft when the template has none like it; null when there is no such incident. */
async function findSection(
  { engine }: Desk,
  id: IncidentId,
  section: string,
): Promise<{ readonly draft: SectionDraft | null; readonly version: number } | null> {
  const parts = await readPostmortem(engine, engine.database.kysely, id);
  if (parts === null) return null;
  const about = sectionsIn(parts).find((one) => one.prose && one.id === section);
  const prose = parts.prose.get(section);
  const draft =
    about === undefined ? null : { section: about, text: prose?.text ?? "", theirs: null };
  return { draft, version: prose?.version ?? 0 };
}
