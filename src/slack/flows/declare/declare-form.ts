import type { types } from "@slack/bolt";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { Severity, type SeverityTable } from "#domain/severity.ts";
import { oneLine } from "#domain/text.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { option, plain, section, type Message } from "#slack/words/blocks.ts";
import { plainLine } from "#slack/words/mrkdwn.ts";

/** What somebody declares. */
type DeclarationForm = {
  readonly service: string;
  readonly severity: Severity;
  readonly title: string;
};

export type ReadForm =
  | { readonly kind: "complete"; readonly form: DeclarationForm }
  /** What is wrong, by the block that it stands under. */
  | { readonly kind: "incomplete"; readonly errors: Readonly<Record<string, string>> };

type Values = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          readonly value?: string | null;
          readonly selected_option?: { readonly value?: string } | null;
        }
      >
    >
  >
>;

const TITLE_LENGTH = 150;
const MOST_SERVICES = 100;
const VIEW_TITLE = plain("Declare an incident", 24);

/** The form: which service, how bad, and what is wrong. */
export function renderDeclaration(
  { services, severities }: Pick<Configuration, "services" | "severities">,
  title: string,
): types.ModalView {
  const choices = [...services.values()]
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .slice(0, MOST_SERVICES)
    .map(({ id, name }) => option({ text: plainLine(name, 70), value: id }));
  return {
    type: "modal",
    callback_id: VIEWS.declare,
    title: VIEW_TITLE,
    submit: plain("Declare", 24),
    close: plain("Cancel", 24),
    blocks: [
      input("service", "Service", {
        type: "static_select",
        action_id: "service",
        placeholder: plain("Which service is hurt", 150),
        options: choices,
      }),
      input("severity", "Severity", {
        type: "static_select",
        action_id: "severity",
        placeholder: plain("How bad it is", 150),
        options: severityOptions(severities),
      }),
      input("title", "What is wrong", titleInput(title)),
    ],
  };
}

/** Something to read in a modal, in place of a form. */
export function renderNotice({ text }: Message): types.ModalView {
  return {
    type: "modal",
    title: VIEW_TITLE,
    close: plain("Close", 24),
    blocks: [section(text)],
  };
}

/** Reads the form; the services may have changed while it was open. */
export function readDeclaration(
  values: Values,
  { services }: Pick<Configuration, "services">,
): ReadForm {
  const service = chosen(values, "service");
  const severity = Severity.safeParse(chosen(values, "severity"));
  const title = oneLine(values["title"]?.["title"]?.value ?? "", TITLE_LENGTH);
  const errors = {
    ...(services.has(service) ? {} : { service: "Choose one of the services." }),
    ...(severity.success ? {} : { severity: "Choose how bad it is." }),
    ...(title === "" ? { title: "Say in a few words what is wrong." } : {}),
  };
  if (severity.success && Object.keys(errors).length === 0) {
    return { kind: "complete", form: { service, severity: severity.data, title } };
  }
  return { kind: "incomplete", errors };
}

function chosen(values: Values, field: string): string {
  return values[field]?.[field]?.selected_option?.value ?? "";
}

function severityOptions(severities: SeverityTable): types.PlainTextOption[] {
  return Severity.options.map((severity) => {
    const { name, meaning } = severities[severity];
    const text = `${severity} ${plainLine(name, 30)}`;
    return { ...option({ text, value: severity }), description: plain(meaning, 70) };
  });
}

function titleInput(title: string): types.PlainTextInput {
  const words = oneLine(title, TITLE_LENGTH);
  return {
    type: "plain_text_input",
    action_id: "title",
    max_length: TITLE_LENGTH,
    placeholder: plain("Payments fail for customers in Europe", 150),
    ...(words === "" ? {} : { initial_value: words }),
  };
}

function input(
  blockId: string,
  label: string,
  element: types.InputBlock["element"],
): types.InputBlock {
  return { type: "input", block_id: blockId, label: plain(label, 100), element };
}
