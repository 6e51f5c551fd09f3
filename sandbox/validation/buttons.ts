import { actionId, colorScheme, confirm, overflowOption } from "./composition.ts";
import { list, record, string, typed, uri } from "./shape.ts";
import { plainText } from "./text.ts";

const label = plainText(75);
const accessibilityLabel = string({ max: 75 });
const value = string({ max: 2000 });

export const button = typed(
  "button",
  { text: label },
  {
    action_id: actionId,
    value,
    url: uri(),
    style: colorScheme,
    confirm,
    accessibility_label: accessibilityLabel,
  },
);

export const overflow = typed(
  "overflow",
  { options: list(overflowOption, { min: 1, max: 5 }) },
  { action_id: actionId, confirm },
);

const trigger = record(
  { url: uri() },
  { customizable_input_parameters: list(record({ name: string({ min: 1 }), value: string() })) },
);

export const workflowButton = typed(
  "workflow_button",
  { text: label, workflow: record({ trigger }) },
  { action_id: actionId, style: colorScheme, accessibility_label: accessibilityLabel },
);

export const iconButton = typed(
  "icon_button",
  { icon: string({ min: 1 }), text: label },
  {
    action_id: actionId,
    value,
    confirm,
    accessibility_label: accessibilityLabel,
    visible_to_user_ids: list(string()),
  },
);

const feedbackButton = record({ text: label, value }, { accessibility_label: accessibilityLabel });

export const feedbackButtons = typed(
  "feedback_buttons",
  { positive_button: feedbackButton, negative_button: feedbackButton },
  { action_id: actionId },
);
