import type { types } from "@slack/bolt";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { incidentName, type Incident } from "#domain/incident/incident.ts";
import { VIEWS } from "#slack/words/action-ids.ts";
import { plain, section } from "#slack/words/blocks.ts";
import { choiceField, field, textField } from "#slack/words/inputs.ts";
import { outside, plainLine } from "#slack/words/mrkdwn.ts";

export const PAGE_TITLE = "Page somebody";
export const REASON_LENGTH = 200;

/** The form: whom to page, and what for. */
export function renderCall(
  { id, title }: Incident,
  { teams, schedules }: Pick<Configuration, "teams" | "schedules">,
): types.ModalView {
  const groups = [
    ...[...schedules.values()].map((one) => ({ text: `On call: ${one.name}`, value: one.id })),
    ...[...teams.values()].map((one) => ({ text: `Team ${one.name}`, value: one.id })),
  ].map(({ text, value }) => ({ text: plainLine(text, 70), value }));
  return {
    type: "modal",
    callback_id: VIEWS.page,
    private_metadata: String(id),
    title: plain(PAGE_TITLE, 24),
    submit: plain("Page", 24),
    close: plain("Cancel", 24),
    blocks: [
      section(
        `*${incidentName(id)}* ${outside(title, 150)}`,
        "They are paged at once, by all their ways. Whoever has it keeps it.",
      ),
      field(
        { name: "person", label: "Who", optional: true },
        { type: "users_select", action_id: "person", placeholder: plain("A person", 150) },
      ),
      ...(groups.length === 0
        ? []
        : [
            choiceField({
              name: "group",
              label: "Or who is on call for",
              placeholder: "A schedule or team",
              optional: true,
              choices: groups,
            }),
          ]),
      textField({
        name: "reason",
        label: "What for",
        most: REASON_LENGTH,
        optional: true,
        placeholder: "We need a DBA",
      }),
    ],
  };
}
