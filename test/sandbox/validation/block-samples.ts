import { button, mrkdwn, plain, section } from "./cases.ts";
import type { Json } from "./cases.ts";
import { accessorySamples, actionSamples, formatted, inputSamples } from "./samples.ts";

const url = "https://example.com/a";
const image = { type: "image", image_url: url, alt_text: "Budget" };
const slackImage = { type: "image", slack_file: { id: "F0123ABCD" }, alt_text: "Budget" };
const cell = { type: "raw_text", text: "ok" };
const pages = { type: "raw_number", value: 3, text: "3" };
const feedback = { text: plain("Good"), value: "good", accessibility_label: "Good answer" };
const task = {
  task_id: "1",
  title: "Roll back",
  status: "pending",
  details: formatted,
  output: formatted,
  sources: [{ type: "url", url, text: "Deploys" }],
};
const card = {
  type: "card",
  hero_image: image,
  icon: slackImage,
  title: mrkdwn("INC-12"),
  subtitle: mrkdwn("checkout"),
  body: mrkdwn("p95 is over 2 s"),
  actions: [button()],
};

export type Sample = {
  readonly type: string;
  readonly on: readonly ("message" | "modal" | "home")[];
  readonly blocks: readonly Json[];
};

function sample(type: string, on: string, ...rest: readonly Json[]): Sample {
  const surfaces = (["message", "modal", "home"] as const).filter((name) => on.includes(name));
  return { type, on: surfaces, blocks: rest.map((block) => ({ type, ...block, block_id: "b1" })) };
}

const everywhere = "message modal home";

/** Every block with every property it knows, and where Slack takes it. */
export const samples: readonly Sample[] = [
  sample("section", everywhere, ...accessorySamples),
  sample("header", everywhere, { text: { ...plain("SEV1"), emoji: true }, level: 2 }),
  sample("context", everywhere, { elements: [image, plain("a"), mrkdwn("b")] }),
  sample("actions", everywhere, ...actionSamples),
  sample("divider", everywhere, {}),
  sample(
    "image",
    everywhere,
    { ...image, title: plain("Budget") },
    { ...slackImage, title: plain("Budget") },
    { ...slackImage, slack_file: { url } },
  ),
  sample("input", "modal home", ...inputSamples),
  sample("rich_text", everywhere, formatted),
  sample("video", everywhere, {
    video_url: url,
    thumbnail_url: url,
    alt_text: "Replay",
    title: plain("Replay"),
    title_url: url,
    author_name: "Ann",
    provider_name: "Video",
    provider_icon_url: url,
    description: plain("What users saw"),
  }),
  sample("alert", "modal", { text: mrkdwn("This pages people."), level: "warning" }),
  sample("file", "message", { external_id: "1", source: "remote" }),
  sample("markdown", "message", { text: "**SEV1**" }),
  sample("table", "message", {
    rows: [[cell, formatted]],
    column_settings: [{ align: "right", is_wrapped: true }],
  }),
  sample("data_table", "message", {
    caption: "Pages",
    rows: [
      [cell, cell],
      [pages, formatted],
    ],
    page_size: 10,
    row_header_column_index: 0,
  }),
  sample(
    "data_visualization",
    "message",
    ...["line", "bar", "area"].map((type) => ({
      title: "Budget",
      chart: {
        type,
        series: [{ name: "left", data: [{ label: "Mon", value: 72 }] }],
        axis_config: { categories: ["Mon"], x_label: "day", y_label: "%" },
      },
    })),
    { title: "Budget", chart: { type: "pie", segments: [{ label: "left", value: 72 }] } },
  ),
  sample("card", "message", card),
  sample("carousel", "message", { elements: [card] }),
  sample("container", "message", {
    title: plain("Labels"),
    rich_text_title: formatted,
    subtitle: mrkdwn("of 3 alerts"),
    child_blocks: [section()],
    width: "wide",
    icon: image,
    is_collapsible: true,
    default_collapsed: true,
    has_header_divider: false,
  }),
  sample("context_actions", "message", {
    elements: [
      { type: "feedback_buttons", positive_button: feedback, negative_button: feedback },
      {
        type: "icon_button",
        icon: "trash",
        text: plain("Delete"),
        value: "1",
        accessibility_label: "Delete the note",
        visible_to_user_ids: ["U1"],
      },
    ],
  }),
  sample("plan", "message", { title: "Mitigation", tasks: [task, { ...task, type: "task_card" }] }),
  sample("task_card", "message", task),
];
