import { mrkdwn, plain, rich, type Sample, words } from "#sandbox/page/reference/sample.ts";

const CARD = {
  type: "card",
  title: mrkdwn("*INC-42*"),
  subtitle: mrkdwn("checkout errors"),
  body: mrkdwn("Half of the orders fail since 10:30."),
};

const GRAPH = {
  type: "image",
  image_url: "https://example.com/graph.png",
  alt_text: "A rising line",
};

/** Newer blocks, many of them made for assistants. */
export const agents: readonly Sample[] = [
  {
    title: "card",
    note: "A picture, a title, a text and up to three buttons.",
    blocks: [
      {
        ...CARD,
        block_id: "card",
        hero_image: GRAPH,
        icon: { ...GRAPH, alt_text: "Icon" },
        actions: [{ type: "button", action_id: "card-open", text: plain("Open INC-42") }],
      },
    ],
  },
  {
    title: "carousel",
    note: "Cards side by side.",
    blocks: [{ type: "carousel", elements: [CARD, CARD, CARD] }],
  },
  {
    title: "plan and task_card",
    note: "What is being done, and how far it is.",
    blocks: [
      {
        type: "plan",
        title: "Mitigation",
        tasks: [
          {
            task_id: "1",
            title: "Roll back",
            status: "complete",
            output: rich(words("Done at 10:41")),
          },
          { task_id: "2", title: "Watch the errors", status: "in_progress" },
          { task_id: "3", title: "Tell customers", status: "pending" },
        ],
      },
      {
        type: "task_card",
        task_id: "4",
        title: "Read the logs",
        status: "error",
        details: rich(words("The log server does not answer.")),
        sources: [{ type: "url", url: "https://example.com/logs", text: "Logs" }],
      },
    ],
  },
  {
    title: "context_actions",
    note: "Small buttons under an answer.",
    blocks: [
      {
        type: "context_actions",
        block_id: "opinions",
        elements: [
          {
            type: "feedback_buttons",
            action_id: "opinion",
            positive_button: { text: plain("Good answer"), value: "good" },
            negative_button: { text: plain("Bad answer"), value: "bad" },
          },
          { type: "icon_button", action_id: "remove", icon: "trash", text: plain("Remove") },
        ],
      },
    ],
  },
];
