import type { types } from "@slack/bolt";
import { BUILT_IN } from "#domain/configuration/postmortem-template.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { chosenIn } from "#slack/flows/desk/form-values.ts";
import type { Form } from "#slack/flows/desk/form.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { choiceField } from "#slack/words/inputs.ts";
import { chooseTemplate } from "./change.ts";
import { form, metaOf, told, wants } from "./forms.ts";

const TITLE = "Template";
/** No template can be called so. */
const BY_RULES = "*";

export function renderTemplates(
  engine: Pick<Engine, "templates">,
  incident: Incident,
  below: string | null,
): types.ModalView {
  const ids = [...new Set([...engine.templates().map(({ id }) => id), ...BUILT_IN])];
  const asked = choiceField({
    name: "template",
    label: "What it is written with",
    hint: "What is written stays: parts that the template does not have stand at its end.",
    choices: [
      { text: "The one that the rules choose", value: BY_RULES },
      ...ids.map((id) => ({ text: id, value: id })),
    ],
    initial: incident.postmortem.template ?? BY_RULES,
  });
  return form({ callback: VIEWS.postmortemTemplate, title: TITLE }, incident, { below, asked });
}

/** Null for the template that the rules choose. */
export const templateForm: Form<string | null> = {
  title: TITLE,
  wants: (_, { meta }) => wants("postmortem", meta),
  read: (_, { values }) => {
    const chosen = chosenIn(values, "template");
    return { kind: "complete", value: chosen === BY_RULES ? null : chosen };
  },
  save: async (desk, person, template, { meta }) => {
    const { incident, below } = metaOf(meta);
    const words = await chooseTemplate(desk, person, { incident, template });
    return await told(desk, { incident, below }, words);
  },
};
