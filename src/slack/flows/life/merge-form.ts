import type { types } from "@slack/bolt";
import { z } from "zod";
import { IncidentId, incidentName, worstFirst, type Incident } from "#domain/incident/incident.ts";
import { chosenIn, type FormValues } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { choiceWords } from "#slack/views/acknowledge-many.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** Which incident ends, which goes on, and whether the one that ends is a duplicate. */
export type Merging = {
  readonly from: IncidentId;
  readonly into: IncidentId;
  readonly as: "merge" | "duplicate";
};

const Meta = z.object({ from: IncidentId, as: z.enum(["merge", "duplicate"]) });

export const MERGE_TITLE = "Merge an incident";

/** The form: which of the open incidents goes on. */
export function renderMerge(
  { id, title }: Incident,
  others: readonly Incident[],
  as: Merging["as"],
): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.merge,
    private_metadata: JSON.stringify({ from: id, as }),
    title: plain(MERGE_TITLE, 24),
    submit: plain("Merge", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        `*${incidentName(id)}* ${outside(title, 150)}`,
        "It ends; the other one goes on with the alerts of both.",
      ),
      choiceField({
        name: "into",
        label: as === "duplicate" ? "It is a duplicate of" : "Merge it into",
        placeholder: "Choose the incident that goes on",
        choices: others
          .toSorted(worstFirst)
          .map((one) => ({ text: choiceWords(one), value: String(one.id) })),
      }),
    ],
  };
}

/** Reads the form; that the other one is still open is asked when it is saved. */
export function readMerge(values: FormValues, text: string): Reading<Merging> {
  const meta = readMergeMeta(text);
  const into = readIncidentId(chosenIn(values, "into"));
  if (into === null) {
    return { kind: "incomplete", errors: { into: "Choose the incident that goes on." } };
  }
  return { kind: "complete", value: { ...meta, into } };
}

export function readMergeMeta(text: string): z.infer<typeof Meta> {
  return Meta.parse(JSON.parse(text));
}
