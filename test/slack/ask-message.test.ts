import { describe, expect, it } from "vitest";
import { renderCard } from "#slack/views/incident-card.ts";
import { renderPage } from "#slack/views/page-message.ts";
import {
  acknowledge,
  incident,
  person,
  policy,
  resolve,
  roster,
  target,
  tick,
} from "#test/support/build.ts";
import { facts, nameOf, page } from "./facts.ts";
import { actionIds, expectSound, textOf } from "./messages.ts";

const ben = person("ben");
const asked = incident({}, ["10:00", acknowledge(ben)], ["10:25", tick()]);
const ask = page({ kind: "ask", target: target("ben"), reason: "still on it?" });

describe("the question whether somebody is still on it", () => {
  it("says who is asked and what happens without an answer, with a button to press", () => {
    const message = renderPage(facts(asked), ask, nameOf);

    expect(message.text).toMatch(
      /^Still on it, ben\? Without an answer it is paged anew at 20 Nov 10:30 UTC\./,
    );
    expect(actionIds(message)).toContain("still-on-it");
    expectSound(message);
  });

  it.each([
    [
      "answered",
      incident(
        {},
        ["10:00", acknowledge(ben)],
        ["10:25", tick()],
        ["10:26", { kind: "still-on-it", by: ben }],
      ),
      /^ben is on it\./,
    ],
    [
      "not answered",
      incident({}, ["10:00", acknowledge(ben)], ["10:25", tick()], ["10:30", tick()]),
      /^Nobody has it any more, so it is paged anew\./,
    ],
    [
      "over",
      incident({}, ["10:00", acknowledge(ben)], ["10:25", tick()], ["10:26", resolve()]),
      /^It is over: no answer is needed any more\./,
    ],
  ])("asks for nothing once it is %s", (_, given, words) => {
    const message = renderPage(facts(given), ask, nameOf);

    expect(message.text).toMatch(words);
    expect(actionIds(message)).not.toContain("still-on-it");
  });
});

describe("where everybody of a level must acknowledge", () => {
  const [first, ...rest] = policy().levels;
  const all = {
    ...policy(),
    levels: first === undefined ? [] : [{ ...first, ack: "all" as const }, ...rest],
  };
  const one = incident({ policy: all, roster: roster(["ana", "ben"]) }, [
    "10:01",
    acknowledge(person("ana")),
  ]);

  it("the card says who has not", () => {
    const card = renderCard(facts(one), { place: "home", own: null, nameOf });

    expect(textOf(card)).toContain("Ana Lima acknowledged; Ben Okafor must too, and is paged on.");
  });

  it("only who has not can still acknowledge by their page", () => {
    const theirs = renderPage(facts(one), page({ target: target("ben") }), nameOf);
    const done = renderPage(facts(one), page({ target: target("ana") }), nameOf);

    expect(actionIds(theirs)).toContain("acknowledge");
    expect(actionIds(done)).not.toContain("acknowledge");
  });
});
