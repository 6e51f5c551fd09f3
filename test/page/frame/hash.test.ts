import { describe, expect, it } from "vitest";
import { hashOf, moved, type Place, placeOf } from "#sandbox/page/frame/hash.ts";

describe("the place in the address", () => {
  it.each<[string, Place]>([
    ["#/U1/channel/C1", { user: "U1", at: "channel", channel: "C1" }],
    ["#/U1/home", { user: "U1", at: "home" }],
    ["#//channel/C1?ts=1.2", { user: "", at: "channel", channel: "C1", ts: "1.2" }],
    [
      "#/U1/channel/C1?ts=1.2&thread=3.4",
      {
        user: "U1",
        at: "channel",
        channel: "C1",
        ts: "1.2",
        thread: "3.4",
      },
    ],
    ["#/a%2Fb/channel/%23ops", { user: "a/b", at: "channel", channel: "#ops" }],
  ])("writes and reads %s", (hash, place) => {
    expect(hashOf(place)).toBe(hash);
    expect(placeOf(hash)).toEqual(place);
  });

  it.each(["", "#", "#/", "#/%"])("takes %j for a channel that is not chosen yet", (hash) => {
    expect(placeOf(hash).at).toBe("channel");
    expect(placeOf(hash).channel).toBeUndefined();
  });

  it("takes an unknown kind of place for a channel", () => {
    expect(placeOf("#/U1/elsewhere/C1")).toEqual({ user: "U1", at: "channel", channel: "C1" });
  });
});

describe("moving", () => {
  const here: Place = { user: "U1", at: "channel", channel: "C1", ts: "1.2", thread: "3.4" };

  it("leaves message and thread behind in another channel", () => {
    expect(moved(here, { channel: "C2" })).toEqual({ user: "U1", at: "channel", channel: "C2" });
  });

  it("leaves them behind when somebody else acts", () => {
    expect(moved(here, { user: "U2" })).toEqual({ user: "U2", at: "channel", channel: "C1" });
  });

  it("keeps the message when only a thread is opened or closed", () => {
    expect(moved(here, { thread: "5.6" })).toEqual({ ...here, thread: "5.6" });
    expect(moved(here, { thread: undefined })).toEqual({ ...here, thread: undefined });
  });

  it("goes to a message of another channel", () => {
    expect(moved(here, { channel: "C2", ts: "7.8" })).toEqual({
      user: "U1",
      at: "channel",
      channel: "C2",
      ts: "7.8",
    });
  });
});
