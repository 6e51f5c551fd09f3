import type { types } from "@slack/bolt";
import { z } from "zod";
import { IncidentId, incidentName } from "#domain/incident/incident.ts";
import { MitigationOutcome, type MitigationStep } from "#domain/response/mitigation.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { nameOfStep, stepState } from "#slack/words/mitigation-words.ts";

/** How a step ends. */
const EndKind = z.enum(["finish", "skip", "revise"]);
type EndKind = z.infer<typeof EndKind>;

/** What is known of the form while it is open. */
export const EndMeta = z.object({
  incident: IncidentId,
  number: z.number(),
  how: EndKind,
  /** The list of steps below the form, as Slack's id; null when there is none. */
  list: z.string().nullable(),
});
export type EndMeta = z.infer<typeof EndMeta>;

/** What came of a step; a step that is skipped has no outcome. */
export type StepEnd = { readonly outcome: MitigationOutcome | null; readonly note: string };

const NOTE_LENGTH = 500;

const OUTCOMES: Readonly<Record<MitigationOutcome, string>> = {
  better: "Better",
  "no-change": "No change",
  worse: "Worse",
  reverted: "Reverted: it was undone",
};

const TITLES: Readonly<Record<EndKind, string>> = {
  finish: "Finish a step",
  skip: "Skip a step",
  revise: "Change the outcome",
};

/** Asks what came of the step. */
export function renderEnd(meta: EndMeta, step: MitigationStep): types.ModalView {
  const { incident, how } = meta;
  return {
    type: "modal",
    callback_id: VIEWS.mitigationEnd,
    private_metadata: JSON.stringify(meta),
    title: plain(TITLES[how], 24),
    submit: plain(how === "skip" ? "Skip" : "Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`*${incidentName(incident)}* ${nameOfStep(step)}`, stepState(step)),
      ...(how === "skip" ? [] : [outcomeField()]),
      textField({
        name: "note",
        label: how === "skip" ? "Why" : "What did you see?",
        most: NOTE_LENGTH,
        lines: "many",
        optional: true,
      }),
    ],
  };
}

/** Reads the form, with what is wrong under each field. */
export function readEnd({ how }: EndMeta, values: FormValues): Reading<StepEnd> {
  const note = typedIn(values, "note").slice(0, NOTE_LENGTH);
  if (how === "skip") return { kind: "complete", value: { outcome: null, note } };
  const outcome = MitigationOutcome.safeParse(chosenIn(values, "outcome"));
  if (outcome.success) return { kind: "complete", value: { outcome: outcome.data, note } };
  return { kind: "incomplete", errors: { outcome: "Say what came of it." } };
}

function outcomeField(): types.InputBlock {
  return choiceField({
    name: "outcome",
    label: "What came of it",
    placeholder: "Did it help?",
    choices: MitigationOutcome.options.map((value) => ({ text: OUTCOMES[value], value })),
  });
}
