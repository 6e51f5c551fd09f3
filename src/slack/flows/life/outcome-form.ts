import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { Verdict, VERDICTS } from "#domain/response/life.ts";
import { oneLine } from "#domain/text.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VERDICT_LABELS } from "#slack/views/incident-over.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** How it ended, in one line, and whether its page was worth waking somebody for. */
export type OutcomeWish = { readonly text: string; readonly verdict: Verdict | null };

export const OUTCOME_TITLE = "How it ended";
const LINE_LENGTH = 300;

/** The form: one line about the resolution, and the page. */
export function renderOutcome({ id, title, life }: Incident): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.outcome,
    private_metadata: String(id),
    title: plain(OUTCOME_TITLE, 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`*${incidentName(id)}* ${outside(title, 150)}`),
      textField({
        name: "text",
        label: "How was it resolved?",
        most: LINE_LENGTH,
        optional: true,
        placeholder: "Rolled checkout back to v41",
        initial: life.resolution ?? "",
      }),
      choiceField({
        name: "verdict",
        label: "Was it worth waking somebody?",
        optional: true,
        choices: VERDICTS.map((value) => ({ text: VERDICT_LABELS[value], value })),
        ...(life.verdict === null ? {} : { initial: life.verdict }),
      }),
    ],
  };
}

/** Reads the form; one of both is enough. */
export function readOutcome(values: FormValues): Reading<OutcomeWish> {
  const text = oneLine(typedIn(values, "text"), LINE_LENGTH);
  const verdict = Verdict.safeParse(chosenIn(values, "verdict"));
  if (text === "" && !verdict.success) {
    return {
      kind: "incomplete",
      errors: { text: "Write one line, or answer the question below." },
    };
  }
  return { kind: "complete", value: { text, verdict: verdict.success ? verdict.data : null } };
}
