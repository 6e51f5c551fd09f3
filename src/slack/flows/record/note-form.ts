import type { types } from "@slack/bolt";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { PAST_EXAMPLES, readPast } from "#slack/words/typed-past.ts";
import type { Speaker } from "#slack/words/typed-time.ts";

/** What somebody notes, and when it was so; null is now. */
export type Note = { readonly text: string; readonly at: number | null };

export const NOTE_TITLE = "Add a note";
export const NOTE_LENGTH = 2000;

/** The form: what happened, and when. */
export function renderNote({ id, title }: Incident, text = ""): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.note,
    private_metadata: String(id),
    title: plain(NOTE_TITLE, 24),
    submit: plain("Add", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`*${incidentName(id)}* ${outside(title, 150)}`),
      textField({
        name: "text",
        label: "What happened",
        most: NOTE_LENGTH,
        lines: "many",
        placeholder: "Rolled back checkout to v41",
        initial: text,
      }),
      textField({
        name: "when",
        label: "When",
        most: 60,
        optional: true,
        placeholder: "now",
        hint: "Your own time, such as 02:40, 10 minutes ago or yesterday 23:10. Empty is now.",
      }),
    ],
  };
}

/** Reads the form, with what is wrong under each field. */
export function readNote(values: FormValues, speaker: Speaker): Reading<Note> {
  const text = typedIn(values, "text");
  const when = readWhen(typedIn(values, "when"), speaker);
  if (text !== "" && when.kind === "read") {
    return { kind: "complete", value: { text, at: when.at } };
  }
  const errors = {
    ...(text === "" ? { text: "Say what happened." } : {}),
    ...(when.kind === "problem" ? { when: when.words } : {}),
  };
  return { kind: "incomplete", errors };
}

/** Reads `at 02:40 rolled back`, or words alone; in words what is wrong with the time. */
export function readTypedNote(typed: string, speaker: Speaker): Note | string {
  const [, timed = ""] = /^at\s+(.+)$/isu.exec(typed) ?? [];
  const read = readPast(timed, speaker);
  if (read.kind === "time") return { text: read.rest, at: read.instant };
  // `at least two pods crash` is no time; what begins with a number was meant as one.
  return /^\d/u.test(timed) ? problemWords(read.kind) : { text: typed, at: null };
}

type When =
  | { readonly kind: "read"; readonly at: number | null }
  | { readonly kind: "problem"; readonly words: string };

function readWhen(when: string, speaker: Speaker): When {
  if (when === "") return { kind: "read", at: null };
  const read = readPast(when.replace(/^at\s+/iu, ""), speaker);
  if (read.kind === "time" && read.rest === "") return { kind: "read", at: read.instant };
  return { kind: "problem", words: problemWords(read.kind === "future" ? "future" : "unclear") };
}

function problemWords(kind: "unclear" | "future"): string {
  if (kind === "future") return `That time is still to come. ${PAST_EXAMPLES}`;
  return `That cannot be read as a time. ${PAST_EXAMPLES}`;
}
