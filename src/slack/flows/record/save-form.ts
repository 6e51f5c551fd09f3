import type { types } from "@slack/bolt";
import { worstFirst, type Incident } from "#domain/incident/incident.ts";
import { choiceWords } from "#slack/views/acknowledge-many.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";

export const SAVE_TITLE = "Add to the timeline";

type Remembered = { readonly author: string; readonly text: string };

/** Asks whose timeline a message belongs on. */
export function renderSaving(
  incidents: readonly Incident[],
  remembered: Remembered,
): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.saveMessage,
    private_metadata: JSON.stringify(remembered),
    title: plain(SAVE_TITLE, 24),
    submit: plain("Add", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`${outside(remembered.author, 80)} wrote: “${outside(remembered.text, 300)}”`),
      choiceField({
        name: "incident",
        label: "Incident",
        placeholder: "Choose an incident",
        choices: incidents.toSorted(worstFirst).map((incident) => ({
          text: choiceWords(incident),
          value: String(incident.id),
        })),
      }),
    ],
  };
}
