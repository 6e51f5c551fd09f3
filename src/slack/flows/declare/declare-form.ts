import type { types } from "@slack/bolt";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { Severity, type SeverityTable } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import { chosenIn, type FormValues, typedIn } from "#slack/flows/desk/form-values.ts";
import type { Reading } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain } from "#slack/words/blocks.ts";
import { choiceField, textField } from "#slack/words/inputs.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";

/** What somebody declares. */
export type DeclarationForm = {
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
};

export const DECLARE_TITLE = "Declare an incident";
const TITLE_LENGTH = 150;

/** The form: which service, how bad, and what is wrong. */
export function renderDeclaration(
  { services, severities }: Pick<Configuration, "services" | "severities">,
  title: string,
): types.ModalView {
  const sorted = [...services.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  return {
    type: "modal",
    callback_id: VIEWS.declare,
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
    ],
  };
}

/** Reads the form; the services may have changed while it was open. */
export function readDeclaration(
  values: FormValues,
  { services }: Pick<Configuration, "services">,
): Reading<DeclarationForm> {
  const service = chosenIn(values, "service");
  const severity = Severity.safeParse(chosenIn(values, "severity"));
  const title = oneLine(typedIn(values, "title"), TITLE_LENGTH);
  const errors = {
    ...(services.has(service) ? {} : { service: "Choose one of the services." }),
    ...(severity.success ? {} : { severity: "Choose how bad it is." }),
    ...(title === "" ? { title: "Say in a few words what is wrong." } : {}),
  };
  if (severity.success && Object.keys(errors).length === 0) {
    return { kind: "complete", value: { service, severity: severity.data, title } };
  }
  return { kind: "incomplete", errors };
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
