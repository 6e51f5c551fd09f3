import type { types } from "@slack/bolt";
import { DateTime } from "luxon";
import {
  incidentName,
  worstFirst,
  type Incident,
  type IncidentId,
} from "#domain/incident/incident.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { readIncidentId } from "#slack/flows/incident/chosen.ts";
import { choiceWords } from "#slack/views/acknowledge-many.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { PAST_EXAMPLES, readPast } from "#slack/words/typed-past.ts";
import type { Speaker } from "#slack/words/typed-time.ts";

/** What somebody notes, and when it was so; null is now. */
export type Note = { readonly text: string; readonly at: number | null };

/** The same, once it is known for which incident. */
export type PlacedNote = Note & { readonly incident: IncidentId };

export const NOTE_TITLE = "Add a note";
export const NOTE_LENGTH = 2000;

const NOTHING_YET = { text: "", when: "" };

/** The form: what happened, and when; of several incidents it asks which. */
export function renderNote(
  incidents: readonly Incident[],
  draft: { readonly text: string; readonly when: string } = NOTHING_YET,
): types.ModalView {
  const [only, ...others] = incidents;
  const isKnown = only !== undefined && others.length === 0;
  return {
    type: "modal",
    callback_id: VIEWS.note,
    private_metadata: isKnown ? String(only.id) : "",
    title: plain(NOTE_TITLE, 24),
    submit: plain("Add", 24),
    close: plain("Cancel", 24),
    blocks: [
      isKnown
        ? section(`*${incidentName(only.id)}* ${outside(only.title, 150)}`)
        : incidentField(incidents),
      textField({
        name: "text",
        label: "What happened",
        most: NOTE_LENGTH,
        lines: "many",
        placeholder: "Rolled back checkout to v41",
        initial: draft.text,
      }),
      textField({
        name: "when",
        label: "When",
        most: 60,
        optional: true,
        placeholder: "now",
        hint: "Your own time, such as 02:40, 10 minutes ago or yesterday 23:10. Empty is now.",
        initial: draft.when,
      }),
    ],
  };
}

/** What was typed, for the form: the time as the speaker's clock shows it. */
export function draftOf(
  { text, at }: Note,
  { zone }: Speaker,
): { readonly text: string; readonly when: string } {
  const when = at === null ? "" : DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd HH:mm");
  return { text, when };
}

/** Reads the form, with what is wrong under each field. */
export function readNote(values: FormValues, meta: string, speaker: Speaker): Reading<PlacedNote> {
  const text = typedIn(values, "text");
  const when = readWhen(typedIn(values, "when"), speaker);
  const incident = readIncidentId(meta) ?? readIncidentId(chosenIn(values, "incident"));
  if (text !== "" && when.kind === "read" && incident !== null) {
    return { kind: "complete", value: { text, at: when.at, incident } };
  }
  const errors = {
    ...(incident === null ? { incident: "Choose an incident." } : {}),
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

function incidentField(incidents: readonly Incident[]): types.InputBlock {
  return choiceField({
    name: "incident",
    label: "Incident",
    placeholder: "Choose an incident",
    choices: incidents.toSorted(worstFirst).map((incident) => ({
      text: choiceWords(incident),
      value: String(incident.id),
    })),
  });
}
