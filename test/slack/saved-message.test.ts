import { expect, it } from "vitest";
import { contentOf, SlackMessage, takenFrom } from "#slack/flows/record/message.ts";
import type { Members } from "#slack/people/members.ts";

const members: Members = {
  find: async (slackId) =>
    slackId === "U1ANN"
      ? {
          kind: "found",
          member: {
            slackId,
            name: "Ann Arbor",
            email: null,
            team: null,
            timezone: null,
            isDeactivated: false,
            isBot: false,
            isGuest: false,
            isStranger: false,
          },
        }
      : { kind: "unknown" },
  personOf: () => null,
  slackIdOf: async () => null,
};

function message(more: object): SlackMessage {
  return SlackMessage.parse({ ts: "1700000000.000001", text: "", ...more });
}

it.each([
  ["a person's", { user: "U1ANN", text: "hi <@U1ANN>" }, "Ann Arbor", "hi @Ann Arbor"],
  ["a stranger's", { user: "U2BOB", text: "hi" }, "U2BOB", "hi"],
  ["an app's", { user: "U3", bot_profile: { name: "Grafana" }, text: "up" }, "Grafana", "up"],
  ["an old app's", { username: "deploys", text: "up" }, "deploys", "up"],
  ["nobody's", { bot_profile: null, text: "up" }, "an app", "up"],
  [
    "one with everything in its attachments",
    { username: "ci", attachments: [{ fallback: "build failed" }, { title: "41" }] },
    "ci",
    "build failed\n41",
  ],
])("%s message is read as people read it", async (_, given, author, text) => {
  expect(await takenFrom({ members }, message(given))).toMatchObject({ author, text });
});

it("files are noted by their names, and the last edit by Slack's id of it", async () => {
  const files = [{ name: "graph.png" }, { name: "", title: "A plan" }, {}];
  const edited = { user: "U1ANN", ts: "1700000001.000000" };

  expect(await contentOf({ members }, message({ files, edited }))).toEqual({
    text: "",
    files: ["graph.png", "A plan", "a file"],
    editedAt: "1700000001.000000",
  });
});

it("what goes on for pages is cut", async () => {
  const { text } = await contentOf({ members }, message({ text: "x".repeat(40_000) }));

  expect(text).toHaveLength(4000);
});

it.each([
  ["cut in the middle of a sign", "🔥".repeat(4001), `${"🔥".repeat(3999)}…`],
  ["broken by whoever sent it", "half \ud83d, nothing \u0000", "half \ufffd, nothing"],
])("what is %s stays text that a database takes", async (_, text, expected) => {
  const content = await contentOf({ members }, message({ text }));

  expect(content.text).toBe(expected);
});
