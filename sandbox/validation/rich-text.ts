import { blockId } from "./composition.ts";
import { boolean, integer, list, oneOf, record, string, tagged, typed } from "./shape.ts";
import type { RecordShape, Shapes } from "./shape.ts";

const style = {
  style: record(
    {},
    {
      bold: boolean,
      italic: boolean,
      strike: boolean,
      code: boolean,
      underline: boolean,
      highlight: boolean,
      client_highlight: boolean,
      unlink: boolean,
    },
  ),
} as const satisfies Shapes;

const id = string({ min: 1 });
const address = string({ uri: true });

const words = {
  text: typed("text", { text: string({ min: 1 }) }, style),
  link: typed("link", { url: address }, { ...style, text: string(), unsafe: boolean }),
} as const satisfies Shapes;

const inline = {
  ...words,
  emoji: typed(
    "emoji",
    { name: id },
    { ...style, unicode: string(), url: string(), skin_tone: integer({ min: 1, max: 6 }) },
  ),
  user: typed("user", { user_id: id }, style),
  usergroup: typed("usergroup", { usergroup_id: id }, style),
  channel: typed("channel", { channel_id: id }, style),
  team: typed("team", { team_id: id }, style),
  broadcast: typed("broadcast", { range: oneOf("here", "channel", "everyone") }, style),
  color: typed("color", { value: id }, style),
  date: typed(
    "date",
    { timestamp: integer(), format: string({ min: 1 }) },
    { ...style, url: address, fallback: string() },
  ),
} as const satisfies Shapes;

const border = { border: integer({ min: 0, max: 1 }) } as const satisfies Shapes;

const section = typed("rich_text_section", { elements: list(tagged(inline)) });

const nested = {
  rich_text_section: section,
  rich_text_list: typed(
    "rich_text_list",
    {
      elements: list(tagged({ rich_text_section: section }), { min: 1 }),
      style: oneOf("bullet", "ordered"),
    },
    { ...border, indent: integer({ min: 0, max: 8 }), offset: integer({ min: 0 }) },
  ),
  rich_text_quote: typed("rich_text_quote", { elements: list(tagged(inline)) }, border),
  rich_text_preformatted: typed(
    "rich_text_preformatted",
    { elements: list(tagged(words)) },
    border,
  ),
} as const satisfies Shapes;

export const richText: RecordShape = typed(
  "rich_text",
  { elements: list(tagged(nested), { min: 1 }) },
  { block_id: blockId },
);
