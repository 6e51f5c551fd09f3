import { describe, expect, it } from "vitest";
import type { Message } from "#sandbox/live/wire.ts";
import { isInChannel, unreadIn } from "#sandbox/page/frame/unread.ts";
import { message, user } from "./samples.ts";

const viewer = user("BEN");
const usergroups = new Map([["S1", { id: "S1", users: ["BEN"] }]]);

function unread(messages: readonly Message[], read?: string, more = false) {
  return unreadIn({ messages, more }, { viewer, read, usergroups });
}

describe("unread messages", () => {
  it("are those of others after what was read", () => {
    const messages = [message("1.0"), message("2.0"), message("3.0", { user: "BEN" })];
    expect(unread(messages, "1.0")).toEqual({ count: 1, mentions: 0, atLeast: false });
    expect(unread(messages)).toMatchObject({ count: 2 });
    expect(unread(messages, "3.0")).toMatchObject({ count: 0 });
  });

  it.each<[string, Partial<Message>]>([
    ["a reply in a thread", { thread_ts: "0.5" }],
    ["what only somebody else sees", { ephemeral_to: "CLEO" }],
    ["somebody joining", { subtype: "channel_join" }],
    ["a message being pinned", { subtype: "pinned_item" }],
  ])("are not %s", (_, given) => {
    expect(unread([message("1.0", given)]).count).toBe(0);
  });

  it.each<[string, Partial<Message>]>([
    [
      "a reply that was also sent to the channel",
      { thread_ts: "0.5", subtype: "thread_broadcast" },
    ],
    ["the first message of a thread", { thread_ts: "1.0" }],
    ["a file", { subtype: "file_share" }],
  ])("are also %s", (_, given) => {
    expect(unread([message("1.0", given)]).count).toBe(1);
  });

  it.each([
    ["<@BEN> look"],
    ["<@BEN|ben> look"],
    ["<!here> look"],
    ["<!channel>"],
    ["<!subteam^S1> look"],
  ])("call the person by %j", (text) => {
    expect(unread([message("1.0", { text })]).mentions).toBe(1);
  });

  it.each([["<@BENNO> look"], ["&lt;!channel&gt;"], ["<!subteam^S2>"], ["BEN"]])(
    "do not call the person by %j",
    (text) => {
      expect(unread([message("1.0", { text })]).mentions).toBe(0);
    },
  );

  it("call the person by an element of rich text", () => {
    const blocks = [{ type: "rich_text", elements: [{ type: "user", user_id: "BEN" }] }];
    expect(unread([message("1.0", { blocks })]).mentions).toBe(1);
  });

  it("are at least so many when older ones are not known here", () => {
    expect(unread([message("5.0")], "1.0", true).atLeast).toBe(true);
    expect(unread([message("1.0"), message("5.0")], "1.0", true).atLeast).toBe(false);
  });
});

it("shows a whisper to the one it is for", () => {
  const whisper = message("1.0", { ephemeral_to: "BEN" });
  expect(isInChannel(whisper, viewer)).toBe(true);
  expect(isInChannel(whisper, user("CLEO"))).toBe(false);
});
