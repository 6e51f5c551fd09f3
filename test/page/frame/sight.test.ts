import { describe, expect, it } from "vitest";
import { firstChannel, missingIn } from "#sandbox/page/frame/first-place.ts";
import {
  channelCalled,
  maySee,
  peopleOf,
  sectionsFor,
  titleOf,
} from "#sandbox/page/frame/sight.ts";
import { app, byId, channel, user } from "./samples.ts";

const ann = user("ANN");
const guest = user("GUEST", { is_restricted: true });
const stranger = user("STRANGER", { is_stranger: true });
const bot = user("BOT", { is_bot: true });
const gone = user("GONE", { deleted: true });
const users = byId(bot, gone, ann, guest, stranger);

const general = channel("GENERAL", { members: ["ANN"] });
const apart = channel("APART", { members: [] });
const old = channel("OLD", { members: ["ANN"], is_archived: true });
const secret = channel("SECRET", { kind: "private", is_private: true, members: ["GUEST"] });
const invited = channel("INVITED", { members: ["ANN", "GUEST", "STRANGER"] });
const withBot = channel("D1", { kind: "im", is_im: true, members: ["ANN", "BOT"] });
const withGuest = channel("D2", { kind: "im", is_im: true, members: ["ANN", "GUEST"] });
const channels = byId(general, apart, old, secret, invited, withBot, withGuest);

function ids(list: readonly { readonly id: string }[]): readonly string[] {
  return list.map(({ id }) => id);
}

describe("what somebody sees", () => {
  it("is every public channel, and what they are in", () => {
    const seen = [...channels.values()].filter((one) => maySee(ann, one));
    expect(ids(seen)).toEqual(["GENERAL", "APART", "OLD", "INVITED", "D1", "D2"]);
  });

  it.each([
    ["a guest", guest, ["SECRET", "INVITED", "D2"]],
    ["somebody from elsewhere", stranger, ["INVITED"]],
  ])("is only what %s was invited to", (_, who, expected) => {
    expect(ids([...channels.values()].filter((one) => maySee(who, one)))).toEqual(expected);
  });

  it("is sorted into sections by name", () => {
    const sections = sectionsFor(ann, channels, app);
    expect(ids(sections.open)).toEqual(["GENERAL", "INVITED"]);
    expect(ids(sections.direct)).toEqual(["D2"]);
    expect(ids(sections.archived)).toEqual(["OLD"]);
    expect(ids(sections.joinable)).toEqual(["APART"]);
    expect(ids(sectionsFor(guest, channels, app).closed)).toEqual(["SECRET"]);
  });
});

describe("finding a channel", () => {
  it.each([
    ["GENERAL", "GENERAL"],
    ["general", "GENERAL"],
    ["#general", "GENERAL"],
    ["@bot", "D1"],
    ["BOT", "D1"],
  ])("knows %s", (called, expected) => {
    expect(channelCalled(called, ann, { channels, users })?.id).toBe(expected);
  });

  it("finds nothing that the person may not see", () => {
    expect(channelCalled("secret", ann, { channels, users })).toBeNull();
  });
});

it("names a direct conversation after the others", () => {
  expect(titleOf(withGuest, ann, users)).toBe("GUEST Person");
  expect(titleOf(general, ann, users)).toBe("general");
});

describe("the first visit", () => {
  const known = { users, channels, app };

  it("is as the first person at a keyboard", () => {
    expect(ids(peopleOf(users))).toEqual(["ANN", "GUEST", "STRANGER"]);
    expect(missingIn({ user: "", at: "channel" }, known)).toMatchObject({
      user: "ANN",
      channel: "D1",
    });
  });

  it("goes to the app also before the first word with it, and to a channel where there is none", () => {
    expect(firstChannel(guest, known)).toBe(app.bot_user_id);
    expect(firstChannel(guest, { ...known, app: null })).toBe("INVITED");
  });

  it("keeps the channel that a link names", () => {
    const place = { user: "", at: "channel", channel: "INVITED", ts: "1.2" } as const;
    expect(missingIn(place, known)).toMatchObject({ user: "ANN", channel: "INVITED", ts: "1.2" });
  });

  it("is as somebody who is in the channel that a link names", () => {
    const place = { user: "", at: "channel", channel: "SECRET" } as const;
    expect(missingIn(place, known)).toMatchObject({ user: "GUEST", channel: "SECRET" });
  });

  it("changes nothing when nothing is missing", () => {
    expect(missingIn({ user: "GUEST", at: "home" }, known)).toBeNull();
    expect(missingIn({ user: "GUEST", at: "channel", channel: "D2" }, known)).toBeNull();
  });

  it("waits while nobody is known", () => {
    const nobody = { users: new Map(), channels: new Map(), app: null };
    expect(missingIn({ user: "ANN", at: "channel" }, nobody)).toBeNull();
  });
});
