import {
  mrkdwn,
  plain,
  rich,
  type Sample,
  section,
  words,
} from "#sandbox/page/reference/sample.ts";

const PICTURE = {
  type: "image",
  image_url: "https://example.com/graph.png",
  alt_text: "Errors rose at 10:30 and fell at 10:50",
};

/** The blocks that give a message its form. */
export const layout: readonly Sample[] = [
  {
    title: "header",
    note: "Four levels; the first one unless the app says otherwise.",
    blocks: [1, 2, 3, 4].map((level) => ({
      type: "header",
      level,
      text: plain(`Header of level ${level}`),
    })),
  },
  {
    title: "context and divider",
    note: "Small print, and a line.",
    blocks: [
      {
        type: "context",
        elements: [
          { ...PICTURE, alt_text: "Logo" },
          mrkdwn("*SEV2* since 10:30"),
          plain("checkout"),
        ],
      },
      { type: "divider" },
      section("Below the line."),
    ],
  },
  {
    title: "image",
    note: "The page loads nothing from the internet: it frames the alternative text and the address.",
    blocks: [
      { ...PICTURE, title: plain("Errors per second") },
      { ...section("With a picture beside the text."), accessory: PICTURE },
    ],
  },
  {
    title: "container",
    note: "A group of blocks with a title; some can be folded away.",
    blocks: [
      {
        type: "container",
        title: plain("Runbook"),
        subtitle: mrkdwn("for *checkout*"),
        has_header_divider: true,
        child_blocks: [section("First, look at the dashboard."), { type: "divider" }],
      },
      {
        type: "container",
        rich_text_title: rich(words("Folded away")),
        is_collapsible: true,
        default_collapsed: true,
        width: "narrow",
        child_blocks: [section("Here you are.")],
      },
    ],
  },
  {
    title: "video",
    note: "Framed with its address, and not played.",
    blocks: [
      {
        type: "video",
        video_url: "https://example.com/embed/1",
        thumbnail_url: "https://example.com/1.png",
        alt_text: "A dashboard, recorded",
        title: plain("How to read the dashboard"),
        title_url: "https://example.com/watch/1",
        author_name: "Anna",
        description: plain("Two minutes."),
      },
    ],
  },
  {
    title: "file and call",
    note: "Things that an app keeps elsewhere.",
    blocks: [
      { type: "file", external_id: "postmortem-42", source: "remote" },
      {
        type: "call",
        call_id: "R1",
        call: { v1: { name: "Incident call", join_url: "https://example.com/call" } },
      },
    ],
  },
  {
    title: "Unknown and broken",
    note: "Never nothing: a box says what is missing, and shows what the app sent.",
    blocks: [
      { type: "hologram", text: plain("from the future") },
      {
        type: "data_visualization",
        title: "A chart of no known type",
        chart: { type: "sankey" },
      },
      { type: "actions", elements: [{ type: "slider", action_id: "slide" }] },
      { type: "table", rows: [[{ type: "raw_text", text: "Trend" }], [{ type: "sparkline" }]] },
    ],
  },
];
