// The views that a scripted app opens.

export function label(text: string): { readonly type: "plain_text"; readonly text: string } {
  return { type: "plain_text", text };
}

function input(block_id: string, text: string, element: object, more: object = {}): object {
  return { type: "input", block_id, label: label(text), element, ...more };
}

function option(text: string, value: string): object {
  return { text: label(text), value };
}

const OPTIONAL = { optional: true };

/** One input of each kind. */
export const FORM = {
  type: "modal",
  callback_id: "form",
  notify_on_close: true,
  title: label("Declare"),
  submit: label("Declare"),
  blocks: [
    input(
      "title",
      "Title",
      {
        type: "plain_text_input",
        action_id: "text",
        dispatch_action_config: { trigger_actions_on: ["on_character_entered"] },
      },
      { dispatch_action: true },
    ),
    input("severity", "Severity", {
      type: "static_select",
      action_id: "level",
      options: [option("SEV1", "SEV1"), option("SEV2", "SEV2")],
    }),
    input(
      "service",
      "Service",
      { type: "external_select", action_id: "service", min_query_length: 1 },
      OPTIONAL,
    ),
    input("people", "People", { type: "multi_users_select", action_id: "who" }, OPTIONAL),
    input("since", "Since", { type: "datepicker", action_id: "day" }, OPTIONAL),
    input(
      "effects",
      "Effects",
      {
        type: "checkboxes",
        action_id: "seen",
        options: [option("Customers see it", "seen"), option("Money is lost", "money")],
      },
      OPTIONAL,
    ),
    input("cause", "Cause", {
      type: "radio_buttons",
      action_id: "why",
      options: [option("A deployment", "deployment"), option("Nobody knows", "unknown")],
    }),
    input("mail", "Mail", { type: "email_text_input", action_id: "address" }, OPTIONAL),
  ],
};

/** What lies upon the form. */
export const NEXT = {
  type: "modal",
  callback_id: "next",
  title: label("Next"),
  submit: label("Save"),
  blocks: [input("note", "Note", { type: "plain_text_input", action_id: "text" }, OPTIONAL)],
};

/** A button that asks first. */
export const ROOT = {
  type: "modal",
  callback_id: "danger",
  title: label("Danger"),
  blocks: [
    {
      type: "actions",
      block_id: "deed",
      elements: [
        {
          type: "button",
          action_id: "delete",
          text: label("Delete"),
          confirm: {
            title: label("Really?"),
            text: label("It cannot be taken back."),
            confirm: label("Delete it"),
            deny: label("Keep it"),
          },
        },
      ],
    },
  ],
};
