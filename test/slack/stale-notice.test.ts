import { expect, it } from "vitest";
import { renderStale } from "#slack/views/people-notices.ts";
import { at } from "#test/support/build.ts";
import { resolved, triggered } from "./facts.ts";
import { actionIds, expectSound, textOf } from "./messages.ts";

const WHERE = { room: null, command: "/incident" };

it("asks whether it is over when nothing is heard of its alerts, with a button to resolve it", () => {
  const notice = renderStale({ ...WHERE, incident: { ...triggered(), staleSince: at("10:04") } });

  expectSound(notice);
  expect(textOf(notice)).toContain("Is it over? It stays open until somebody resolves it.");
  expect(actionIds(notice)).toEqual(["resolve"]);
});

it.each([
  ["they are heard of again", triggered(), /are heard of again/],
  ["it is over", { ...resolved(), staleSince: at("10:04") }, /is over/],
])("asks nothing any more once %s", (_, incident, words) => {
  const notice = renderStale({ ...WHERE, incident });

  expect(textOf(notice)).toMatch(words);
  expect(actionIds(notice)).toEqual([]);
});
