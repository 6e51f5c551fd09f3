import { describe, expect, it } from "vitest";
import { button, many, mismatch, mrkdwn, plain, richText, section, toldOf, x } from "./cases.ts";
import type { Case, Json } from "./cases.ts";

const image = { type: "image", image_url: "https://example.com/a.png", alt_text: "Logo" };
const hello = richText({ type: "rich_text_section", elements: [{ type: "text", text: "Hello" }] });

function card(rest: Json = {}): Json {
  return { type: "card", title: mrkdwn("INC-12"), ...rest };
}

function carousel(...elements: readonly Json[]): Json {
  return { type: "carousel", elements };
}

function container(rest: Json = {}): Json {
  return { type: "container", title: plain("Labels"), child_blocks: [section()], ...rest };
}

const cards: readonly Case[] = [
  {
    rule: "a card shows something",
    good: { type: "card", hero_image: image },
    bad: { type: "card", subtitle: mrkdwn("checkout"), icon: image },
    says: ["must define either `hero_image`, `title`, `actions` or `body` @/type"],
  },
  {
    rule: "a card's title is a text object",
    good: card(),
    bad: card({ title: "INC-12" }),
    says: [
      `${mismatch} @/title`,
      "must provide an object @/title",
      "must provide an object @/title",
    ],
  },
  {
    rule: "a card's title is mrkdwn",
    good: card(),
    bad: card({ title: plain("INC-12") }),
    says: [`${mismatch} @/title`, "must be a valid enum value @/title/type"],
  },
  {
    rule: "a card's title has at most 150 characters",
    good: card({ title: mrkdwn(x(150)) }),
    bad: card({ title: mrkdwn(x(151)) }),
    says: [`${mismatch} @/title`, "must be less than 151 characters @/title/text"],
  },
  {
    rule: "a card's subtitle has at most 150 characters",
    good: card({ subtitle: mrkdwn(x(150)) }),
    bad: card({ subtitle: mrkdwn(x(151)) }),
    says: [`${mismatch} @/subtitle`, "must be less than 151 characters @/subtitle/text"],
  },
  {
    rule: "a card's body has at most 200 characters",
    good: card({ body: mrkdwn(x(200)) }),
    bad: card({ body: mrkdwn(x(201)) }),
    says: [`${mismatch} @/body`, "must be less than 201 characters @/body/text"],
  },
  {
    rule: "a card has at most 3 buttons",
    good: card({ actions: many(3, () => button()) }),
    bad: card({ actions: many(4, () => button()) }),
    says: ["no more than 3 items allowed @/actions"],
  },
  {
    rule: "a carousel has at most 10 cards",
    good: carousel(...many(10, () => card())),
    bad: carousel(...many(11, () => card())),
    says: ["no more than 10 items allowed @/elements"],
  },
  {
    rule: "a carousel holds cards that show something",
    good: carousel(card()),
    bad: carousel({ type: "card" }),
    says: ["must define either `hero_image`, `title`, `actions` or `body` @/elements/0/type"],
  },
];

const containers: readonly Case[] = [
  {
    rule: "a container has child_blocks, not blocks",
    good: container(),
    bad: { type: "container", title: plain("Labels"), blocks: [section()] },
    says: ["missing required field: child_blocks @"],
  },
  {
    rule: "a container has a title",
    good: { type: "container", rich_text_title: hello, child_blocks: [section()] },
    bad: { type: "container", child_blocks: [section()] },
    says: ["must define either `title` or `rich_text_title` @/type"],
  },
  {
    rule: "a container has at most 10 blocks",
    good: container({ child_blocks: many(10, () => section()) }),
    bad: container({ child_blocks: many(11, () => section()) }),
    says: ["no more than 10 items allowed @/child_blocks"],
  },
  {
    rule: "a container holds no container",
    good: container({ child_blocks: [hello] }),
    bad: container({ child_blocks: [container()] }),
    says: ["unsupported type: container @/child_blocks/0/type"],
  },
  {
    rule: "a container's title has at most 150 characters",
    good: container({ title: plain(x(150)) }),
    bad: container({ title: plain(x(151)) }),
    says: [`${mismatch} @/title`, "must be less than 151 characters @/title/text"],
  },
  {
    rule: "a container's subtitle has at most 150 characters",
    good: container({ subtitle: mrkdwn(x(150)) }),
    bad: container({ subtitle: mrkdwn(x(151)) }),
    says: [`${mismatch} @/subtitle`, "must be less than 151 characters @/subtitle/text"],
  },
  {
    rule: "a container's width is known",
    good: container({ width: "full", is_collapsible: true, default_collapsed: true }),
    bad: container({ width: "huge" }),
    says: ["must be a valid enum value @/width"],
  },
  {
    rule: "the rules hold inside a container",
    good: container(),
    bad: container({ child_blocks: [{ type: "section" }] }),
    says: ["must define either `text` or `fields` @/child_blocks/0/type"],
  },
];

const task = { task_id: "1", title: "R", status: "pending" };
const source = { type: "url", url: "https://example.com/deploys" };
const icon = { type: "icon_button", icon: "x", text: plain("Delete") };
const thumbs = { text: plain("Good"), value: "good" };

const forAgents: readonly Case[] = [
  {
    rule: "context actions have at most 5 elements",
    good: { type: "context_actions", elements: many(5, () => icon) },
    bad: { type: "context_actions", elements: many(6, () => icon) },
    says: ["no more than 5 items allowed @/elements"],
  },
  {
    rule: "feedback has two buttons",
    good: {
      type: "context_actions",
      elements: [{ type: "feedback_buttons", positive_button: thumbs, negative_button: thumbs }],
    },
    bad: {
      type: "context_actions",
      elements: [{ type: "feedback_buttons", positive_button: thumbs }],
    },
    says: ["missing required field: negative_button @/elements/0"],
  },
  {
    rule: "an icon button has an icon",
    good: { type: "context_actions", elements: [icon] },
    bad: { type: "context_actions", elements: [{ type: "icon_button", text: plain("Delete") }] },
    says: ["missing required field: icon @/elements/0"],
  },
  {
    rule: "an icon has a name",
    good: { type: "context_actions", elements: [icon] },
    bad: { type: "context_actions", elements: [{ ...icon, icon: "" }] },
    says: ["must be more than 0 characters @/elements/0/icon"],
  },
  {
    rule: "a task's status is known",
    good: { type: "task_card", ...task, details: hello },
    bad: { type: "task_card", ...task, status: "done" },
    says: ["must be a valid enum value @/status"],
  },
  {
    rule: "a task has an id and a title",
    good: { type: "task_card", ...task },
    bad: { type: "task_card", ...task, task_id: "", title: "" },
    says: ["must be more than 0 characters @/task_id", "must be more than 0 characters @/title"],
  },
  {
    rule: "a plan has a title",
    good: { type: "plan", title: "M" },
    bad: { type: "plan", title: "" },
    says: ["must be more than 0 characters @/title"],
  },
  {
    rule: "a source has a text",
    good: { type: "task_card", ...task, sources: [{ ...source, text: "D" }] },
    bad: { type: "task_card", ...task, sources: [{ ...source, text: "" }] },
    says: ["must be more than 0 characters @/sources/0/text"],
  },
  {
    rule: "a plan has at most 50 tasks",
    good: { type: "plan", title: "Mitigation", tasks: many(50, () => task) },
    bad: { type: "plan", title: "Mitigation", tasks: many(51, () => task) },
    says: ["no more than 50 items allowed @/tasks"],
  },
];

describe.each([
  ["cards", cards],
  ["containers", containers],
  ["blocks for agents", forAgents],
])("%s", (_, cases) => {
  it.each(cases)("$rule", ({ good, bad, says }) => {
    expect(toldOf(good)).toEqual([]);
    expect(toldOf(bad)).toEqual(says);
  });
});
