import { classicBlocks, file, video } from "./blocks.ts";
import { button } from "./buttons.ts";
import { blockId, image } from "./composition.ts";
import { richText } from "./rich-text.ts";
import { boolean, list, oneOf, tagged, typed } from "./shape.ts";
import { table } from "./tables.ts";
import { mrkdwnText, plainText, text } from "./text.ts";

/** Slack wants text objects here although its field table says "String", and at most 3 buttons. */
export const card = typed(
  "card",
  {},
  {
    block_id: blockId,
    hero_image: image(),
    icon: image(),
    title: mrkdwnText(150),
    subtitle: mrkdwnText(150),
    body: mrkdwnText(200),
    actions: list(tagged({ button }), { min: 1, max: 3 }),
  },
);

export const carousel = typed(
  "carousel",
  { elements: list(tagged({ card }), { min: 1, max: 10 }) },
  { block_id: blockId },
);

const children = tagged({ ...classicBlocks, rich_text: richText, table, video, file });

export const container = typed(
  "container",
  { child_blocks: list(children, { min: 1, max: 10 }) },
  {
    block_id: blockId,
    title: plainText(150),
    rich_text_title: richText,
    subtitle: text(150),
    width: oneOf("narrow", "standard", "wide", "full"),
    icon: image(),
    is_collapsible: boolean,
    default_collapsed: boolean,
    has_header_divider: boolean,
  },
);

export const alert = typed(
  "alert",
  { text: text(200) },
  { block_id: blockId, level: oneOf("default", "info", "warning", "error", "success") },
);
