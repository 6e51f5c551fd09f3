import {
  mrkdwn,
  plain,
  rich,
  type Sample,
  section,
  words,
} from "#sandbox/page/reference/sample.ts";

const LISTS = {
  type: "rich_text",
  elements: [
    {
      type: "rich_text_list",
      style: "bullet",
      elements: [
        { type: "rich_text_section", elements: [words("Drain the node")] },
        { type: "rich_text_section", elements: [words("Restart the pods")] },
      ],
    },
    {
      type: "rich_text_list",
      style: "ordered",
      indent: 1,
      elements: [{ type: "rich_text_section", elements: [words("Check the dashboard")] }],
    },
    { type: "rich_text_quote", elements: [words("It is always DNS.")] },
    { type: "rich_text_preformatted", elements: [words("kubectl get pods\nNAME   READY")] },
  ],
};

/** How text looks, in each of Slack's four notations. */
export const texts: readonly Sample[] = [
  {
    title: "mrkdwn",
    note: "Slack's own notation. What is escaped stays text: nobody is pinged by it.",
    blocks: [
      section(
        "*bold* _italic_ ~struck~ `code` :fire: <https://example.com|a link> &lt;!channel&gt;\n> a quote\n```a block of code```",
      ),
      section("<!date^1795257000^{date_long} at {time}|21 November 2026, 10:30 UTC> and <!here>"),
    ],
  },
  {
    title: "plain_text",
    note: "Nothing but emoji is marked up.",
    blocks: [{ type: "section", text: plain("*not bold*, :wave: but an emoji") }],
  },
  {
    title: "rich_text, styles",
    note: "Already in parts; never parsed for links or mentions.",
    blocks: [
      rich(
        words("bold ", { bold: true }),
        words("italic ", { italic: true }),
        words("struck ", { strike: true }),
        words("underlined ", { underline: true }),
        words("code", { code: true }),
        words(" "),
        { type: "link", url: "https://example.com", text: "a link" },
        words(" "),
        { type: "emoji", name: "rocket" },
        words(" "),
        { type: "broadcast", range: "here" },
        words(" "),
        { type: "color", value: "#0f766e" },
        words(" "),
        { type: "date", timestamp: 1_795_257_000, format: "{date_short}", fallback: "21 Nov" },
      ),
    ],
  },
  { title: "rich_text, parts", note: "Lists, a quote and code.", blocks: [LISTS] },
  {
    title: "markdown",
    note: "Standard Markdown, as language models write it.",
    blocks: [
      {
        type: "markdown",
        text: "Some **bold** text, [a link](https://example.com) and\n\n1. a list\n2. of two\n\n| column | other |\n| --- | --- |\n| cell | cell |",
      },
    ],
  },
  {
    title: "section, long text",
    note: "From 700 characters or six lines on it is folded, unless the app wants it whole.",
    blocks: [
      section(["one", "two", "three", "four", "five", "six", "seven", "eight"].join("\n")),
      {
        ...section(["one", "two", "three", "four", "five", "six", "seven"].join("\n")),
        expand: true,
      },
    ],
  },
  {
    title: "section, fields",
    note: "Two columns where there is room.",
    blocks: [
      {
        type: "section",
        fields: [
          mrkdwn("*Severity*\nSEV1"),
          mrkdwn("*Lead*\nAnna"),
          plain("Third"),
          plain("Fourth"),
        ],
      },
    ],
  },
];
