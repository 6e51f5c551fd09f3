import { describe, expect, it } from "vitest";
import type { ServiceChange } from "#domain/service-change.ts";
import { renderWelcome } from "#slack/views/channel-content.ts";
import { renderCard } from "#slack/views/incident-card.ts";
import { at } from "#test/support/build.ts";
import { serviceChange } from "#test/support/service-changes.ts";
import { facts, nameOf, triggered } from "./facts.ts";
import { HOSTILE } from "./hostile.ts";
import { expectSound, parsedText, textOf } from "./messages.ts";

const HEADING = "What changed before it began";
const SHA = "f95f852bd8fca8fcc58a9a2d6c842781e32a215e";

function card(...changes: readonly ServiceChange[]): string {
  const shown = renderCard(facts(triggered(), { changes }), { place: "home", own: null, nameOf });
  expectSound(shown);
  return textOf(shown);
}

/** Newest first, as they are read; each ended in the moment in which it began. */
function deploys(...times: readonly string[]): readonly ServiceChange[] {
  return times.map((time) =>
    serviceChange({ id: time, title: `v${time}`, at: at(time), endedAt: at(time), link: null }),
  );
}

describe("what changed before it began", () => {
  it("is told with its time, link, place, person and outcome, and what could be the cause", () => {
    const more = { environment: "production", revision: SHA, status: "failed" } as const;

    expect(card(serviceChange(more))).toContain(
      [
        `*${HEADING}*`,
        "• <!date^1795168200^{time}|20 Nov 09:50 UTC> (09:50 UTC) Deploy: <https://ci.example/1|checkout v41> · production · f95f852b · by mia · failed",
        "    ↳ *Could be the cause.* It is the last change: it failed 6 min before the impact.",
      ].join("\n"),
    );
  });

  it("says on which day, when it is long ago", () => {
    const yesterday = serviceChange({ at: at("10:00").minus({ hours: 25 }), endedAt: at("09:50") });

    expect(card(yesterday)).toContain(
      "• <!date^1795078800^{date_short_pretty} at {time}|19 Nov 09:00 UTC> (09:00 UTC) Deploy",
    );
  });

  it("is not spoken of when nothing is known", () => {
    expect(card()).not.toContain(HEADING);
  });

  it("is the newest few, and how many more there were", () => {
    const words = card(...deploys("09:50", "09:40", "09:30", "09:20", "09:10"));

    expect(words.match(/Deploy: v\d\d:\d\d/g)).toEqual([
      "Deploy: v09:50",
      "Deploy: v09:40",
      "Deploy: v09:30",
    ]);
    expect(words).toContain("and 2 more");
    expect(words.match(/Could be the cause/g)).toHaveLength(1);
  });

  it("has the one that could be the cause, also when others began after it", () => {
    const long = serviceChange({ title: "long", at: at("07:00"), endedAt: at("10:20") });

    const words = card(...deploys("09:50", "09:40", "09:30"), long);

    expect(words.match(/v\d\d:\d\d|\|long/g)).toEqual(["v09:50", "v09:40", "|long"]);
    expect(words).toContain("it was under way when the impact began");
    expect(words).toContain("and 1 more");
  });

  it("stands in the channel's first message too", () => {
    const changes = deploys("09:50", "09:40", "09:30", "09:20", "09:10", "09:00");
    const welcome = renderWelcome(facts(triggered(), { changes }), nameOf);

    expectSound(welcome);
    expect(textOf(welcome).match(/Deploy: /g)).toHaveLength(5);
    expect(textOf(welcome)).toContain("and 1 more");
  });

  it("tells the cause and all the others, though addresses leave no room for links", () => {
    const link = `https://ci.example/${"x".repeat(1500)}`;
    const last = deploys("09:50", "09:40", "09:30").map((one) => ({ ...one, link }));

    const words = card(...last);

    expect(words).toContain("Could be the cause");
    expect(words.match(/Deploy: v\d\d:\d\d/g)).toHaveLength(3);
    expect(words).not.toContain(link);
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))("stays calm with %j", (_, text) => {
    const hostile = serviceChange({ title: text, by: text, revision: text, environment: text });
    const changes = [hostile, { ...hostile, link: null }, { ...hostile, link: text }];
    const message = renderWelcome(facts(triggered(), { changes }), nameOf);

    expectSound(message);
    expect(parsedText(message)).not.toMatch(/<!(?!date\^)|<@|<#|<(https:\/\/evil|!date\^0)/);
  });
});
