import type { types, ViewOutput } from "@slack/bolt";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain } from "#slack/words/blocks.ts";
import type { HandOver } from "#store/duty/hand-overs.ts";

const NOTE_LENGTH = 2000;
const FIELD = "note";

/** Room for what only the one who leaves knows. */
export function renderNoteForm({ id, note }: HandOver): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.handOver,
    private_metadata: String(id),
    title: plain("Hand-over", 24),
    submit: plain("Save", 24),
    close: plain("Cancel", 24),
    blocks: [
      {
        type: "input",
        block_id: FIELD,
        optional: true,
        label: plain("What only you know", 100),
        hint: plain(
          "Risks, workarounds, what you are waiting for, what to do if it comes back.",
          150,
        ),
        element: {
          type: "plain_text_input",
          action_id: FIELD,
          multiline: true,
          max_length: NOTE_LENGTH,
          ...(note === null ? {} : { initial_value: note }),
        },
      },
    ],
  };
}

export function readNote({ state }: Pick<ViewOutput, "state">): string {
  return (state.values[FIELD]?.[FIELD]?.value ?? "").trim().slice(0, NOTE_LENGTH);
}
