import type { types } from "@slack/bolt";
import type { IncidentId } from "#domain/incident/incident.ts";
import type { Prose } from "#domain/postmortem/prose.ts";
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
  const told: string[] = [];
  const asker = askerOfView(args, async ({ text: words }) => void told.push(words));
  const kept: Written[] = [];
  await answer(
    desk,
    asker,
    async (person) => {
      kept.push(await writeSection(desk.engine, { ...meta, text, by: person.actor }));
      return null;
    },
    { action: "postmortem", incident: meta.incident },
  );
  await respond(desk, args, { meta, text, written: kept[0], told: told[0] ?? "" });
}

type Sending = {
  readonly meta: SectionMeta;
  readonly text: string;
  /** Absent when nothing could be done; then they are told why. */
  readonly written: Written | undefined;
  readonly told: string;
};

/** The form closes, comes back with both texts, or says what is wrong and keeps what was typed. */
async function respond(
  desk: Desk,
  { ack, view }: ViewArgs,
  { meta, text, written, told }: Sending,
): Promise<void> {
  const { incident, below } = meta;
  switch (written?.kind) {
    case "written": {
      await ack();
      const notice = `Saved as version ${written.version} of this section.`;
      if (below !== null) await refreshOverview(desk, below, { incident, notice });
      return;
    }
    case "conflict":
      await ack({
        response_action: "update",
        view: await bothTexts(desk, meta, { text, theirs: written.now }),
      });
      return;
    case "refused":
    case undefined: {
      const [field = ""] = Object.keys(view.state.values);
      const why = written === undefined ? told : `Nothing was saved: ${written.reason}.`;
      await ack({ response_action: "errors", errors: { [field]: why } });
    }
  }
}

/** The same form again, with what somebody else wrote meanwhile. */
async function bothTexts(
  desk: Desk,
  meta: SectionMeta,
  { text, theirs }: { readonly text: string; readonly theirs: Prose },
): Promise<types.ModalView> {
  const { incident, section } = meta;
  const found = await findSection(desk, incident, section);
  const about = found?.draft?.section ?? { id: section, title: section, prompt: "" };
  return renderSection({ section: about, text, theirs }, { ...meta, basedOn: theirs.version });
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
