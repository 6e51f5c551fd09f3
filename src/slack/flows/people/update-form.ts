import type { types } from "@slack/bolt";
import { Duration } from "luxon";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** What somebody tells others. */
export type UpdateForm = {
  readonly known: string;
  readonly impact: string;
  readonly doing: string;
  /** How long until the next one; null when none is promised. */
  readonly next: Duration | null;
  readonly calls: boolean;
};

export const UPDATE_TITLE = "Update for others";
const MOST = 700;
const NONE = "none";

const NEXT: readonly { readonly text: string; readonly value: string }[] = [
  { text: "In 15 minutes", value: "PT15M" },
  { text: "In 30 minutes", value: "PT30M" },
  { text: "In 1 hour", value: "PT1H" },
  { text: "In 2 hours", value: "PT2H" },
  { text: "In 4 hours", value: "PT4H" },
  { text: "In 24 hours", value: "P1D" },
  { text: "None is planned", value: NONE },
];

/** The form begins with what was told last, so that only what is new must be written. */
export function renderUpdate(
  { id, title, updates: { last } }: Incident,
  { every, known }: { readonly every: Duration | undefined; readonly known: string },
): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.update,
    private_metadata: String(id),
    title: plain(UPDATE_TITLE, 24),
    submit: plain("Post", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`*${incidentName(id)}* ${outside(title, 150)}`),
      field("known", "What we know", known),
      field("impact", "Who is hurt, and how", last?.impact ?? ""),
      field("doing", "What we do", ""),
      choiceField({
        name: "next",
        label: "Next update",
        choices: NEXT,
        initial: nearest(every),
      }),
      choiceField({
        name: "calls",
        label: "Who is called",
        hint: "Everybody who follows it gets a direct message anyway.",
        choices: [
          { text: "Nobody", value: "nobody" },
          { text: "Everybody who is in the channel now (@here)", value: "here" },
        ],
        initial: "nobody",
      }),
    ],
  };
}

export function readUpdate(values: FormValues): Reading<UpdateForm> {
  const [known, impact, doing] = [
    typedIn(values, "known"),
    typedIn(values, "impact"),
    typedIn(values, "doing"),
  ];
  const chosen = chosenIn(values, "next");
  const isChoice = NEXT.some(({ value }) => value === chosen);
  const errors = {
    ...(known === "" ? { known: "Say what is known, even when nothing is new." } : {}),
    ...(isChoice ? {} : { next: "Choose when the next update comes, or that none is planned." }),
  };
  if (Object.keys(errors).length > 0) return { kind: "incomplete", errors };
  const next = chosen === NONE ? null : Duration.fromISO(chosen);
  const calls = chosenIn(values, "calls") === "here";
  return { kind: "complete", value: { known, impact, doing, next, calls } };
}

function field(
  name: "known" | "impact" | "doing",
  label: string,
  initial: string,
): types.InputBlock {
  const optional = name !== "known";
  return textField({ name, label, most: MOST, lines: "many", optional, initial });
}

/** The usual pace of the severity, or the next quicker one of the choices. */
function nearest(every: Duration | undefined): string {
  if (every === undefined) return NONE;
  const paces = NEXT.filter(({ value }) => value !== NONE);
  const fitting = paces.filter(({ value }) => Duration.fromISO(value) <= every);
  return fitting.at(-1)?.value ?? "PT15M";
}
