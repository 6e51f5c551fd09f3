import type { types } from "@slack/bolt";
import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { liveSilences, type IncidentSilence } from "#domain/response/silences.ts";
import type { SilencePreview } from "#engine/silence/preview-silence.ts";
import type { SilenceScope, SilenceScopes } from "#engine/silence/silence-scopes.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { ACTIONS, numbered, VIEWS } from "#slack/words/action-ids.ts";
import { actions, button, confirmation, context, plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { IN_BLOCK, outside, plainLine } from "#slack/words/mrkdwn.ts";
import { silenceWords } from "#slack/words/silence-words.ts";
import { previewWords, withoutApiWords } from "./preview-words.ts";
import { lengthWords, LONGEST_MINUTES, type TypedSilence } from "./typed-silence.ts";

/** What somebody wants silenced, for how long and why. */
export type SilenceForm = {
  readonly scope: SilenceScope;
  readonly minutes: number;
  readonly comment: string;
};

export type SilenceFormFacts = SilenceScopes & {
  readonly incident: Incident;
  /** What is chosen. */
  readonly scope: SilenceScope | null;
  /** What it would hide; null while its source is asked. */
  readonly preview: SilencePreview | null;
  readonly typed: TypedSilence;
};

export const SILENCE_TITLE = "Silence alerts";
const COMMENT_LENGTH = 300;
const USUAL_MINUTES = 60;
const LENGTHS = [15, 30, 60, 120, 240, 480, 1440, 4320, 10_080];
const MOST_LISTED = 5;
const LONGER = { hours: 1 };

const SCOPE = ACTIONS.silenceScope;

/** What is silenced already, with its ends, and the form for more. */
export function renderSilenceForm(facts: SilenceFormFacts): types.ModalView {
  const { incident, scope } = facts;
  const more = scope !== null && isOpen(incident) ? fields(facts, scope) : null;
  return {
    type: "modal",
    callback_id: VIEWS.silence,
    private_metadata: String(incident.id),
    title: plain(SILENCE_TITLE, 24),
    ...(more === null ? {} : { submit: plain("Silence", 24) }),
    close: plain(more === null ? "Close" : "Cancel", 24),
    blocks: [
      section(`*${incidentName(incident.id)}* ${outside(incident.title, 150)}`),
      ...listed(incident),
      ...(more ?? []),
      ...withoutApiWords(facts.withoutApi).map((words) => context(words)),
    ],
  };
}

/** Reads the form, with what is wrong under each field. */
export function readSilenceForm(
  values: FormValues,
  { scopes }: SilenceScopes,
): Reading<SilenceForm> {
  const scope = scopes.find(({ id }) => id === chosenIn(values, SCOPE));
  const minutes = Number(chosenIn(values, "length"));
  const comment = typedIn(values, "comment").slice(0, COMMENT_LENGTH);
  const isLength = Number.isInteger(minutes) && minutes > 0 && minutes <= LONGEST_MINUTES;
  if (scope !== undefined && isLength && comment !== "") {
    return { kind: "complete", value: { scope, minutes, comment } };
  }
  const errors = {
    ...(scope === undefined ? { [SCOPE]: CHANGED } : {}),
    ...(isLength ? {} : { length: "Choose how long." }),
    ...(comment === "" ? { comment: "Say in a few words why." } : {}),
  };
  return { kind: "incomplete", errors };
}

/** What stands in the form before it is sent. */
export function typedSoFar(values: FormValues): TypedSilence {
  const minutes = Number(chosenIn(values, "length"));
  return { minutes: minutes > 0 ? minutes : null, comment: typedIn(values, "comment") };
}

const CHANGED =
  "The alerts have changed since this form was opened. Close it and open it again to see what it would silence now.";

function fields(facts: SilenceFormFacts, scope: SilenceScope): readonly types.KnownBlock[] {
  const { scopes, preview, typed } = facts;
  const what = choiceField({
    name: SCOPE,
    label: "What",
    choices: scopes.map((one) => ({ text: scopeWords(one, facts), value: one.id })),
    initial: scope.id,
  });
  return [
    { ...what, dispatch_action: true },
    context(...previewWords(scope, preview)),
    choiceField({
      name: "length",
      label: "How long",
      choices: lengths(typed).map((minutes) => {
        return { text: lengthWords(minutes), value: String(minutes) };
      }),
      initial: String(typed.minutes ?? USUAL_MINUTES),
    }),
    textField({
      name: "comment",
      label: "Why",
      most: COMMENT_LENGTH,
      placeholder: "Known since the deploy, fixed tomorrow",
      hint: "Whoever looks at Alertmanager reads it too, with a link back.",
      initial: typed.comment,
    }),
  ];
}

function scopeWords(
  { alert, source }: SilenceScope,
  { scopes, withoutApi }: SilenceScopes,
): string {
  const isOneSource = withoutApi.length === 0 && scopes.every((other) => other.source === source);
  const where = isOneSource ? "" : ` at ${plainLine(source, 30)}`;
  if (alert === null) return `All its alerts${where}`;
  const details = alert.details === "" ? "" : ` (${alert.details})`;
  return `Only ${plainLine(`${alert.name}${details}`, 65)}`;
}

function lengths({ minutes }: TypedSilence): readonly number[] {
  const all = minutes === null || LENGTHS.includes(minutes) ? LENGTHS : [...LENGTHS, minutes];
  return all.toSorted((a, b) => a - b);
}

/** Each can be ended or extended. */
function listed({ id, silences }: Incident): readonly types.KnownBlock[] {
  const live = liveSilences(silences);
  const rest = live.length - MOST_LISTED;
  return [
    ...live
      .slice(0, MOST_LISTED)
      .flatMap((silence, index) => [
        section(`:no_bell: ${silenceWords(silence, IN_BLOCK)}.`),
        ...actions(`silence-${index}`, changesOf(id, silence, index)),
      ]),
    ...(rest > 0 ? [context(`and ${rest} more`)] : []),
  ];
}

function changesOf(
  incident: Incident["id"],
  { key, until, wanted }: IncidentSilence,
  index: number,
): readonly types.Button[] {
  if (wanted?.what === "end") return [];
  const end = confirmation("End this silence?", "What it hides can page again.", "End it now");
  // The new end is said, not how much more: the same press twice extends it once.
  const later = until.plus(LONGER).toSeconds();
  const longer = `${incident}:${key}:${Math.floor(later)}`;
  return [
    button(numbered(ACTIONS.extendSilence, index), "Extend 1 h", longer),
    button(numbered(ACTIONS.endSilence, index), "End now", `${incident}:${key}`, { confirm: end }),
  ];
}
