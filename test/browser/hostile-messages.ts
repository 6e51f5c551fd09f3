import { HOSTILE, SHORT, TINY } from "./hostile-text.ts";

/** Limits of Slack's: what fits into 3000 characters and into 75. */
const LONG = HOSTILE.slice(0, 2900);
const SCRIPT = "javascript:self.ran=1";

type Block = { readonly type: string; readonly [field: string]: unknown };

function plain(text: string): object {
  return { type: "plain_text", text };
}

function mrkdwn(text: string): object {
  return { type: "mrkdwn", text };
}

function rich(...elements: readonly object[]): Block {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

function cell(text: string): object {
  return { type: "raw_text", text };
}

const option = { text: plain(SHORT), value: "hostile", description: plain(SHORT) };

const CHART = {
  type: "bar",
  series: [{ name: TINY.slice(0, 20), data: [{ label: "<img onerror=a()>", value: 1 }] }],
  axis_config: { categories: ["<img onerror=a()>"], x_label: SHORT, y_label: SHORT },
};

/** Messages of an app that carry hostile text in every field there is, each within Slack's limits. */
export const MESSAGES: readonly {
  readonly door: string;
  readonly blocks?: readonly Block[];
  readonly attachments?: readonly object[];
}[] = [
  {
    door: "sections",
    blocks: [
      { type: "section", text: mrkdwn(LONG), expand: true },
      { type: "section", text: { ...plain(LONG), emoji: false }, expand: true },
      { type: "section", fields: [mrkdwn(SHORT), plain(SHORT)] },
    ],
  },
  {
    door: "small things",
    blocks: [
      { type: "header", text: plain(SHORT) },
      { type: "context", elements: [mrkdwn(SHORT), plain(SHORT)] },
      {
        type: "image",
        image_url: "https://example.com/a.png",
        alt_text: SHORT,
        title: plain(SHORT),
      },
      { type: "container", title: plain(SHORT), child_blocks: [{ type: "divider" }] },
    ],
  },
  {
    door: "rich text",
    blocks: [
      rich(
        { type: "text", text: LONG, style: { bold: true } },
        { type: "link", url: "https://example.com", text: SHORT },
        { type: "date", timestamp: 1_795_257_000, format: SHORT, fallback: SHORT },
      ),
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_preformatted", elements: [{ type: "text", text: SHORT }] },
          { type: "rich_text_quote", elements: [{ type: "text", text: SHORT }] },
        ],
      },
    ],
  },
  { door: "Markdown", blocks: [{ type: "markdown", text: HOSTILE }] },
  {
    door: "a table",
    blocks: [{ type: "table", rows: [[cell(SHORT)], [cell(LONG)], [rich(cellText(SHORT))]] }],
  },
  {
    door: "a data table",
    blocks: [{ type: "data_table", caption: SHORT, rows: [[cell(SHORT)], [cell(LONG)]] }],
  },
  { door: "a chart", blocks: [{ type: "data_visualization", title: SHORT, chart: CHART }] },
  {
    door: "elements",
    blocks: [
      {
        type: "actions",
        elements: [
          { type: "button", action_id: "b", text: plain(SHORT), accessibility_label: SHORT },
          {
            type: "static_select",
            action_id: "s",
            placeholder: plain(SHORT),
            options: [option],
            initial_option: option,
          },
          { type: "overflow", action_id: "o", options: [option, { ...option, value: "other" }] },
          { type: "checkboxes", action_id: "c", options: [option] },
        ],
      },
    ],
  },
  {
    door: "an attachment",
    attachments: [
      {
        color: `red;background:url(${SCRIPT})`,
        fallback: HOSTILE,
        pretext: HOSTILE,
        author_name: SHORT,
        author_link: SCRIPT,
        title: HOSTILE,
        title_link: SCRIPT,
        text: HOSTILE,
        fields: [{ title: SHORT, value: HOSTILE }],
        image_url: SCRIPT,
        footer: SHORT,
      },
    ],
  },
];

function cellText(text: string): object {
  return { type: "text", text };
}

/** A modal with it in the title, the labels, the hints, the options and the values. */
export const VIEW = {
  type: "modal",
  callback_id: "hostile",
  title: plain(TINY),
  submit: plain(TINY),
  close: plain(TINY),
  blocks: [
    { type: "section", text: mrkdwn(LONG), expand: true },
    {
      type: "input",
      block_id: "words",
      label: plain(SHORT),
      hint: plain(SHORT),
      element: {
        type: "plain_text_input",
        action_id: "words",
        multiline: true,
        placeholder: plain(SHORT),
        initial_value: LONG,
      },
    },
    {
      type: "input",
      block_id: "choice",
      label: plain(SHORT),
      element: { type: "radio_buttons", action_id: "choice", options: [option] },
    },
  ],
};

/** The same as a Home tab. */
export const HOME = { type: "home", blocks: VIEW.blocks };
