import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { IncidentId, incidentName, type Incident } from "#domain/incident/incident.ts";
import { isWorse, Severity } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import { severityChoices } from "#slack/flows/declare/declare-form.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { context, plain, section } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { outside } from "#slack/words/mrkdwn.ts";

/** How bad it is, and what it was when they chose, where they were shown that. */
export type SeverityWish = {
  readonly to: Severity;
  readonly reason: string;
  readonly shown?: Severity;
};

/** What is known of the form while it is open. */
const Meta = z.object({ incident: IncidentId, shown: Severity });

export const SEVERITY_TITLE = "Set the severity";
export const SEVERITY_REASON_LENGTH = 300;
const REASON_TO_LOWER = "Say why it is less bad: those who were called will ask.";

/** The form: how bad it is, what each severity means, and why it changes. */
export function renderSeverity(
  { id, title, severity }: Incident,
  { severities }: Pick<Configuration, "severities">,
  wanted: Partial<SeverityWish> = {},
): types.ModalView {
  return {
    type: "modal",
    callback_id: VIEWS.severity,
    private_metadata: JSON.stringify({ incident: id, shown: severity }),
    title: plain(SEVERITY_TITLE, 24),
    submit: plain("Set", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(`*${incidentName(id)}* ${outside(title, 150)}`, `It is ${severity} now.`),
      section(...Severity.options.map((one) => meaningOf(one, severities[one]))),
      choiceField({
        name: "severity",
        label: "Severity",
        choices: severityChoices(severities),
        initial: wanted.to ?? severity,
      }),
      textField({
        name: "reason",
        label: "Why",
        most: SEVERITY_REASON_LENGTH,
        optional: true,
        placeholder: "Only one customer is concerned",
        hint: "Needed when it becomes less bad.",
        initial: wanted.reason ?? "",
      }),
      context(
        "Raising it pages when its pages are louder than those so far, unless you have it yourself. Lowering it pages nobody.",
      ),
    ],
  };
}

/** Reads the form; what it is now may have changed while it was open. */
export function readSeverity(values: FormValues, now: Severity | undefined): Reading<SeverityWish> {
  const severity = Severity.safeParse(chosenIn(values, "severity"));
  const reason = oneLine(typedIn(values, "reason"), SEVERITY_REASON_LENGTH);
  if (!severity.success) {
    return { kind: "incomplete", errors: { severity: "Choose how bad it is." } };
  }
  const { data: to } = severity;
  if (now === to) {
    return { kind: "incomplete", errors: { severity: `It is ${to} already: choose another one.` } };
  }
  if (now !== undefined && isWorse(now, to) && reason === "") {
    return { kind: "incomplete", errors: { reason: REASON_TO_LOWER } };
  }
  return { kind: "complete", value: { to, reason } };
}

export function readSeverityMeta(text: string): z.infer<typeof Meta> {
  return Meta.parse(JSON.parse(text));
}

function meaningOf(
  severity: Severity,
  { name, meaning }: Configuration["severities"][Severity],
): string {
  return `*${severity} ${outside(name, 30)}*: ${outside(meaning, 300)}`;
}
