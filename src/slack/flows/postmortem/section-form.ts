import type { types } from "@slack/bolt";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Prose } from "#domain/postmortem/prose.ts";
import type { Section } from "#domain/postmortem/section.ts";
import { type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { textField } from "#slack/words/inputs.ts";
import { IN_BLOCK, IN_PLAIN, outside } from "#slack/words/mrkdwn.ts";
import { FIELD_LENGTH, fieldsFor } from "./split-text.ts";

/** What is known of the form while it is open. */
export const SectionMeta = z.object({
  incident: IncidentId,
  section: z.string(),
  /** The version that was shown; 0 when nothing was there. */
  basedOn: z.number().int().nonnegative(),
  /** The postmortem below the form, as Slack's id; null when there is none. */
  below: z.string().nullable(),
});
export type SectionMeta = z.infer<typeof SectionMeta>;

/** What stands in the form. */
export type SectionDraft = {
  readonly section: Pick<Section, "id" | "title" | "prompt">;
  readonly text: string;
  /** What somebody else wrote since the form was opened. */
  readonly theirs: Prose | null;
};

const TITLE_LENGTH = 24;
const FIELD = "text";

/** One section to write; when somebody else wrote meanwhile both texts stand there, and nothing is lost. */
export function renderSection(
  { section: { title, prompt }, text, theirs }: SectionDraft,
  meta: SectionMeta,
): types.ModalView {
  const fields = [
    ...(theirs === null
      ? []
      : labelled(theirs.text, `What ${actorWords(theirs.writtenBy, IN_PLAIN)} wrote`)),
    ...labelled(text, theirs === null ? title : "What you wrote"),
  ];
  return {
    type: "modal",
    callback_id: VIEWS.postmortemSection,
    private_metadata: JSON.stringify(meta),
    title: plain(title, TITLE_LENGTH),
    submit: plain("Save", TITLE_LENGTH),
    close: plain("Cancel", TITLE_LENGTH),
    blocks: [
      ...(theirs === null ? [] : [section(conflictWords(theirs))]),
      section(outside(prompt, 500)),
      ...fields.map(({ label, initial }, index) =>
        textField({
          name: fieldName(index, theirs),
          label,
          most: FIELD_LENGTH,
          lines: "many",
          optional: true,
          initial,
        }),
      ),
    ],
  };
}

/** All that stands in the fields of the form, as one text. */
export function readSection(values: FormValues): string {
  const names = Object.keys(values).filter((name) => name.startsWith(`${FIELD}-`));
  const texts = names.toSorted(byNumber).map((name) => typedIn(values, name));
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Slack keeps what was typed in a field of the same name, whatever it is to begin with. */
function fieldName(index: number, theirs: Prose | null): string {
  return `${FIELD}-${index}${theirs === null ? "" : `-${theirs.version}`}`;
}

function byNumber(a: string, b: string): number {
  return numberIn(a) - numberIn(b);
}

function numberIn(name: string): number {
  return Number(name.split("-")[1]);
}

function labelled(
  text: string,
  label: string,
): readonly { readonly label: string; readonly initial: string }[] {
  return fieldsFor(text).map((initial, index) => {
    return { label: index === 0 ? label : `${label}, part ${index + 1}`, initial };
  });
}

function conflictWords({ writtenBy, writtenAt }: Prose): string {
  const who = actorWords(writtenBy, IN_BLOCK);
  return `*${who} saved this section while you wrote, ${IN_BLOCK.moment(writtenAt)}.* Nothing of yours is saved yet. Both texts stand here and are saved one after the other: take out what is said twice.`;
}
