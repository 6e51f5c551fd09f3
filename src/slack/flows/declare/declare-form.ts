import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { Severity, type SeverityTable } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import {
  chosenIn,
  type FormValues,
  isTicked,
  momentIn,
  typedIn,
} from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain } from "#slack/words/blocks.ts";
import { choiceField, momentField, textField, tickField } from "#slack/words/inputs.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";

/** What somebody declares. */
export type DeclarationForm = {
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string;
  /** When it began to hurt; null is now. */
  readonly startedAt: DateTime | null;
  /** Whether it is an exercise. */
  readonly isDrill: boolean;
};

/** What the form begins with. */
export type Beginning = {
  readonly title: string;
  readonly description?: string;
  readonly isDrill?: boolean;
  /** The message of which it is made, as the form remembers it. */
  readonly meta?: string;
};

export const DECLARE_TITLE = "Declare an incident";
const TITLE_LENGTH = 150;
const DESCRIPTION_LENGTH = 1000;
const DRILL = "drill";
/** What began longer ago was mistyped. */
const LONGEST_AGO = { days: 30 };

/** The form: which service, how bad, and what is wrong. */
export function renderDeclaration(
  { services, severities }: Pick<Configuration, "services" | "severities">,
  { title, description = "", isDrill = false, meta = "" }: Beginning,
): types.ModalView {
  const sorted = [...services.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return {
    type: "modal",
    callback_id: VIEWS.declare,
    private_metadata: meta,
    title: plain(DECLARE_TITLE, 24),
    submit: plain("Declare", 24),
    close: plain("Cancel", 24),
    blocks: [
      choiceField({
        name: "service",
        label: "Service",
        placeholder: "Which service is hurt",
        choices: sorted.map(({ id, name }) => ({ text: plainLine(name, 70), value: id })),
      }),
      choiceField({
        name: "severity",
        label: "Severity",
        placeholder: "How bad it is",
        choices: severityChoices(severities),
      }),
      textField({
        name: "title",
        label: "What is wrong",
        most: TITLE_LENGTH,
        placeholder: "Payments fail for customers in Europe",
        initial: oneLine(title, TITLE_LENGTH),
      }),
      ...details(description, isDrill),
    ],
  };
}

/** What can be left as it is in a hurry. */
function details(description: string, isDrill: boolean): readonly types.InputBlock[] {
  const drill = {
    text: "This is a drill",
    value: DRILL,
    description: "It pages for real, is marked everywhere and counts nowhere.",
  };
  return [
    textField({
      name: "description",
      label: "What you know",
      most: DESCRIPTION_LENGTH,
      lines: "many",
      optional: true,
      placeholder: "Since when, for whom, what you saw",
      initial: description,
    }),
    momentField({
      name: "began",
      label: "When it began",
      optional: true,
      hint: "By your own clock. Empty is now; it can be corrected later.",
    }),
    tickField({
      name: "kind",
      label: "Exercise",
      optional: true,
      choices: [drill],
      ticked: isDrill,
    }),
  ];
}

/** Reads the form; the services may have changed while it was open. */
export function readDeclaration(
  values: FormValues,
  { services }: Pick<Configuration, "services">,
  now: DateTime,
): Reading<DeclarationForm> {
  const service = chosenIn(values, "service");
  const severity = Severity.safeParse(chosenIn(values, "severity"));
  const title = oneLine(typedIn(values, "title"), TITLE_LENGTH);
  const startedAt = momentIn(values, "began");
  const errors = {
    ...(services.has(service) ? {} : { service: "Choose one of the services." }),
    ...(severity.success ? {} : { severity: "Choose how bad it is." }),
    ...(title === "" ? { title: "Say in a few words what is wrong." } : {}),
    ...beganErrors(startedAt, now),
  };
  if (severity.success && Object.keys(errors).length === 0) {
    const description = typedIn(values, "description").slice(0, DESCRIPTION_LENGTH);
    const isDrill = isTicked(values, "kind", DRILL);
    const more = { description, startedAt, isDrill };
    return { kind: "complete", value: { service, severity: severity.data, title, ...more } };
  }
  return { kind: "incomplete", errors };
}

function beganErrors(began: DateTime | null, now: DateTime): Readonly<Record<string, string>> {
  if (began === null) return {};
  if (began > now) return { began: "This time has not come yet." };
  if (began < now.minus(LONGEST_AGO)) return { began: "This is more than thirty days ago." };
  return {};
}

/** Every severity with what it means. */
export function severityChoices(
  severities: SeverityTable,
): readonly { readonly text: string; readonly value: Severity; readonly description: string }[] {
  return Severity.options.map((severity) => {
    const { name, meaning } = severities[severity];
    return {
      text: `${severity} ${plainLine(name, 30)}`,
      value: severity,
      description: plainLine(meaning, 70),
    };
  });
}
