import { list, oneOf, record, string, uri } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { plainText, text } from "./text.ts";

/** 75 is the SDK's limit; newer pages say 150 for the value, and the smaller one is safe. */
const value = string({ min: 1, max: 75 });

/** For menus and overflows. */
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

export const colorScheme: Shape = oneOf("primary", "danger");

export const confirm = record(
  { text: text(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: colorScheme },
);
