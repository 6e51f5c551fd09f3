import { filled, ifPresent, list, oneOf, record, string, typed, uri } from "./shape.ts";
import type { Shape, Shapes } from "./shape.ts";
import { plainText, text } from "./text.ts";

/** 255, https://docs.slack.dev/reference/block-kit/blocks */
export const blockId = string({ max: 255 });
export const actionId = string({ max: 255 });

/** 75 is the SDK's limit; newer pages say 150 for the value, and the smaller one is safe. */
const value = string({ min: 1, max: 75 });

/** For menus. */
export const menuOption = record({ text: plainText(75), value }, { description: plainText(75) });

/** Only overflow options may open a URL. */
export const overflowOption = record(
  { text: plainText(75), value },
  { description: plainText(75), url: uri() },
);

/** Only checkboxes and radio buttons may use mrkdwn. */
export const choiceOption = record({ text: text(75), value }, { description: text(75) });

export const optionGroup = record({
  label: plainText(75),
  options: list(menuOption, { min: 1, max: 100 }),
});

export const colorScheme = oneOf("primary", "danger");

export const confirm = record(
  { text: text(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: colorScheme },
);

const altText = filled(2000);

/** The pattern is quoted in Slack's own refusals (python-slack-sdk 1521). */
const slackFile = ifPresent(
  "id",
  record({ id: string({ pattern: /^[F][A-Z0-9]{8,}$/ }) }),
  record({ url: uri() }),
);

/** An image comes from the internet or from a Slack file, never from both. */
export function image(optional: Shapes = {}): Shape {
  return ifPresent(
    "slack_file",
    typed("image", { slack_file: slackFile, alt_text: altText }, optional),
    typed("image", { image_url: uri(), alt_text: altText }, optional),
  );
}
