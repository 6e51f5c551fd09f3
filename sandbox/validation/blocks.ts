import { button, overflow, workflowButton } from "./buttons.ts";
import { blockId, image } from "./composition.ts";
import { pickers, richTextInput, textInputs } from "./inputs.ts";
import { choiceGroups, multiMenus, singleMenus } from "./menus.ts";
import { boolean, filled, integer, list, oneOf, string, tagged, typed, uri } from "./shape.ts";
import type { Shapes } from "./shape.ts";
import { plainText, text, textElements } from "./text.ts";

const clickable = { button, overflow, workflow_button: workflowButton } as const satisfies Shapes;

/** Slack refuses multi-select menus here although the SDK's types allow them (node-slack-sdk 1299). */
const actionElements = tagged({
  ...clickable,
  ...singleMenus,
  ...choiceGroups,
  ...pickers,
  rich_text_input: richTextInput,
});

const accessories = tagged({
  ...clickable,
  ...singleMenus,
  ...multiMenus,
  ...choiceGroups,
  ...pickers,
  image: image(),
});

const inputElements = tagged({
  ...textInputs,
  ...singleMenus,
  ...multiMenus,
  ...choiceGroups,
  ...pickers,
});

/** The blocks that every client shows. */
export const classicBlocks = {
  section: typed(
    "section",
    {},
    {
      block_id: blockId,
      text: text(3000),
      fields: list(text(2000), { min: 1, max: 10 }),
      accessory: accessories,
      expand: boolean,
    },
  ),
  header: typed(
    "header",
    { text: plainText(150) },
    { block_id: blockId, level: integer({ min: 1, max: 4 }) },
  ),
  context: typed(
    "context",
    { elements: list(tagged({ image: image(), ...textElements }), { min: 1, max: 10 }) },
    { block_id: blockId },
  ),
  actions: typed(
    "actions",
    { elements: list(actionElements, { min: 1, max: 25 }) },
    { block_id: blockId },
  ),
  divider: typed("divider", {}, { block_id: blockId }),
  image: image({ block_id: blockId, title: plainText(2000) }),
} as const satisfies Shapes;

export const input = typed(
  "input",
  { label: plainText(2000), element: inputElements },
  { block_id: blockId, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
);

export const markdown = typed("markdown", { text: filled(12_000) }, { block_id: blockId });

export const video = typed(
  "video",
  { video_url: uri(), thumbnail_url: uri(), alt_text: filled(2000), title: plainText(199) },
  {
    block_id: blockId,
    title_url: uri(),
    author_name: string({ max: 49 }),
    provider_name: string(),
    provider_icon_url: uri(),
    description: plainText(200),
  },
);

export const file = typed(
  "file",
  { external_id: string({ min: 1 }), source: oneOf("remote") },
  { block_id: blockId },
);
