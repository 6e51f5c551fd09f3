import { describe, expect, it } from "vitest";
import { Change, forgetDeeds, NOTHING_SEEN, seeChange, type Seen } from "#demo/story/seen.ts";
import { tour } from "#demo/story/tour.ts";
import { asksBudget, asksPostmortem, looksBack } from "#demo/story/traffic.ts";

const PLACES = {
  fresh: true,
  app: { bot_user_id: "UBOT" },
  users: [
    { id: "UMIA", name: "mia", dnd: false },
    { id: "UTOM", name: "tom", dnd: false },
  ],
  channels: [
    { id: "CTEAM", name: "team-storefront", is_im: false, members: ["UMIA", "UBOT"] },
    { id: "CINC1", name: "inc-1-it-fails", is_im: false, members: ["UMIA", "UBOT"] },
    { id: "DMIA", name: "directmessage", is_im: true, members: ["UMIA", "UBOT"] },
    { id: "DTOM", name: "directmessage", is_im: true, members: ["UTOM", "UBOT"] },
  ],
};

function see(seen: Seen, change: object): Seen {
  return seeChange(seen, Change.parse(change));
}

function said(channel: string, user: string, text: string, besides: object = {}): object {
  return { messages: [{ channel, changed: [{ user, text, ...besides }] }] };
}

function deedsAfter(...changes: readonly object[]): readonly string[] {
  return [...[PLACES, ...changes].reduce(see, NOTHING_SEEN).deeds];
}

describe("what the tour takes for done", () => {
  it.each([
    ["a page in a direct message", said("DMIA", "UBOT", "INC-1 · it fails"), ["was paged"]],
    ["a card in a channel is no page", said("CTEAM", "UBOT", "INC-1 · it fails"), []],
    [
      "whoever acknowledged",
      said("CTEAM", "UBOT", "INC-1 · it fails. Acknowledged by Tom"),
      ["acknowledged"],
    ],
    [
      "that the pain has stopped",
      said("CTEAM", "UBOT", "INC-1. Mitigated by Tom"),
      ["stopped the pain"],
    ],
    [
      "an update",
      said("CINC1", "UBOT", "INC-1: Tom told others: it gets better."),
      ["told others"],
    ],
    ["whoever ended it", said("CTEAM", "UBOT", "INC-1. Resolved by Muster"), ["resolved"]],
    ["what a person says is not the bot's", said("CTEAM", "UTOM", "INC-1 Resolved"), []],
    ["words in the incident's channel", said("CINC1", "UTOM", "hello"), ["visited the channel"]],
    ["words elsewhere", said("CTEAM", "UTOM", "hello"), []],
    ["joining by invitation", said("CINC1", "UTOM", "joined", { subtype: "channel_join" }), []],
    ["reading there", { reads: [{ user: "UTOM", channel: "CINC1" }] }, ["visited the channel"]],
    ["the bot's own mark", { reads: [{ user: "UBOT", channel: "CINC1" }] }, []],
  ])("%s", (_, change, deeds) => {
    expect(deedsAfter(change)).toEqual(deeds);
  });

  it("forgets on demand, and what was there before does not count again", () => {
    const seen = [PLACES, said("DMIA", "UBOT", "INC-1 · it fails, and INC-2 too")].reduce(
      see,
      NOTHING_SEEN,
    );

    const anew = see(forgetDeeds(seen), said("CTEAM", "UBOT", "INC-2. Resolved by Muster"));
    expect([...anew.deeds]).toEqual([]);
    expect([...see(anew, said("CTEAM", "UBOT", "INC-3. Resolved by Mia")).deeds]).toEqual([
      "resolved",
    ]);
  });

  it("keeps what was done when the workspace is emptied", () => {
    const seen = [PLACES, said("DMIA", "UBOT", "INC-1 · it fails"), PLACES].reduce(
      see,
      NOTHING_SEEN,
    );

    expect([...seen.deeds]).toEqual(["was paged"]);
    expect(seen.page).toBeNull();
  });

  it.each([
    ["postmortem", true],
    ["postmortem INC-1", true],
    ["postmortems checkout", false],
    ["list", false],
  ])("takes /incident %s for reading a postmortem: %s", (text, isSo) => {
    const payload = { command: "/incident", text };
    expect(asksPostmortem({ seq: 1, kind: "delivery", type: "slash_commands", payload })).toBe(
      isSo,
    );
  });

  it.each([
    ["the list of incidents", "slash_commands", { command: "/incident", text: " list" }, true],
    ["another command", "slash_commands", { command: "/incident", text: "ack" }, false],
    ["Home", "events_api", { event: { type: "app_home_opened", tab: "home" } }, true],
    [
      "the bot's messages",
      "events_api",
      { event: { type: "app_home_opened", tab: "messages" } },
      false,
    ],
  ])("looks back by %s", (_, type, payload, isSo) => {
    expect(looksBack({ seq: 1, kind: "delivery", type, payload })).toBe(isSo);
  });

  it.each([
    ["asks for error budgets", { command: "/slo", text: "show checkout-availability" }, true],
    ["asks for something else", { command: "/oncall", text: "" }, false],
  ])("sees the budget when somebody %s", (_, payload, isSo) => {
    const entry = { seq: 1, kind: "delivery", type: "slash_commands", payload };

    expect(asksBudget(entry)).toBe(isSo);
  });
});

describe("the way to each step", () => {
  it("leads to who was paged first for the newest incident, and to its channel", () => {
    const seen = [
      PLACES,
      said("DTOM", "UBOT", "INC-1 · it fails"),
      said("DMIA", "UBOT", "INC-1 · it fails"),
    ].reduce(see, NOTHING_SEEN);

    const [page, , channel] = tour(seen);
    expect(page?.goTo).toEqual({ user: "UTOM", channel: "DTOM" });
    expect(channel?.goTo).toEqual({ user: "UTOM", channel: "CINC1" });
  });

  it("leads to who will be paged before anything happened, and nowhere before anything is known", () => {
    expect(tour(see(NOTHING_SEEN, PLACES)).map(({ goTo }) => goTo?.user)).toContain("UMIA");
    expect(tour(NOTHING_SEEN).filter(({ goTo }) => goTo !== undefined)).toEqual([]);
  });
});
