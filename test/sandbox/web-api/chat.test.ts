import { describe, expect, it } from "vitest";
import {
  ANNA,
  type Answer,
  CHLOE,
  errorOf,
  OLD,
  OPS,
  QUIET,
  SECRET,
  section,
  workbench,
} from "#test/sandbox/workbench.ts";

describe("a message's ts", () => {
  it("is seconds and microseconds as text, rising in its channel even while the clock stands", async () => {
    const { client } = await workbench();

    const first = await client.chat.postMessage({ channel: OPS, text: "1" });
    const second = await client.chat.postMessage({ channel: OPS, text: "2" });

    expect(first.ts).toBe("1795168800.000000");
    expect(second.ts).toBe("1795168800.000001");
  });

  it("may be the same in two channels, so it is no id by itself", async () => {
    const { client } = await workbench();

    const here = await client.chat.postMessage({ channel: OPS, text: "x" });
    const there = await client.chat.postMessage({ channel: ANNA, text: "x" });

    expect(there.ts).toBe(here.ts);
  });
});

describe("chat.postMessage", () => {
  it("answers with the message as the app's own", async () => {
    const bench = await workbench();

    const answer = await bench.client.chat.postMessage({
      channel: OPS,
      text: "Hello",
      blocks: [section("Hello"), { ...section("again"), block_id: "mine" }],
    });

    const { bot_user_id, bot_id, id } = (await bench.state())["app"];
    expect(answer.message).toMatchObject({ user: bot_user_id, bot_id, app_id: id, text: "Hello" });
    expect(answer.message?.blocks?.map((block) => block.block_id)).toEqual([
      expect.stringMatching(/^.{5}$/),
      "mine",
    ]);
  });

  it.each([
    [QUIET, "not_in_channel"],
    [OLD, "is_archived"],
    [SECRET, "channel_not_found"],
    ["U0GONE00006", "channel_not_found"],
    ["U0ROBOT0007", "cannot_dm_bot"],
  ])("refuses to post to %s with %s", async (channel, error) => {
    const { client } = await workbench({ withoutScopes: ["chat:write.public"] });

    expect(await errorOf(client.chat.postMessage({ channel, text: "x" }))).toBe(error);
  });

  it("reaches public channels it is not in with chat:write.public, also by name", async () => {
    const bench = await workbench();

    await bench.client.chat.postMessage({ channel: "#quiet", text: "psst" });

    expect((await bench.channel("quiet"))["messages"]).toMatchObject([{ text: "psst" }]);
  });

  it("opens a direct conversation for a user id", async () => {
    const { client } = await workbench();

    const answer = await client.chat.postMessage({ channel: ANNA, text: "Wake up" });

    const opened = await client.conversations.open({ users: ANNA });
    expect(answer.channel).toBe(opened.channel?.id);
  });

  it("refuses an empty message, and too much beside markdown_text", async () => {
    const { client } = await workbench();
    const both = { channel: OPS, text: "x", markdown_text: "y" };

    expect(await errorOf(client.chat.postMessage({ channel: OPS, text: "" }))).toBe("no_text");
    expect(await errorOf(client.apiCall("chat.postMessage", both))).toBe("markdown_text_conflict");
  });

  it("says which block is wrong, in errors and in messages", async () => {
    const { client } = await workbench();

    const refused = client.chat.postMessage({
      channel: OPS,
      text: "x",
      blocks: [section("x".repeat(3001))],
    });

    const line = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]";
    await expect(refused).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        errors: expect.arrayContaining([line]),
        response_metadata: { messages: expect.arrayContaining([`[ERROR] ${line}`]) },
      },
    });
  });

  it("warns when there are blocks but no text, and when text was cut", async () => {
    const { client } = await workbench();

    const mute = await client.apiCall("chat.postMessage", {
      channel: OPS,
      blocks: [section("Hello")],
    });
    const long = await client.chat.postMessage({ channel: OPS, text: "x".repeat(40_001) });

    expect(mute).toMatchObject({ warning: "missing_text_in_message" });
    expect(long).toMatchObject({ warning: "message_truncated" });
    expect(long.message?.text).toHaveLength(40_000);
  });

  it("needs the Messages tab for direct messages", async () => {
    const { client } = await workbench({
      manifest: new URL("../manifest-without-tabs.yml", import.meta.url).pathname,
    });

    expect(await errorOf(client.chat.postMessage({ channel: ANNA, text: "x" }))).toBe(
      "messages_tab_disabled",
    );
  });
});

describe("threads", () => {
  it("count replies, and take a reply to a reply as a reply to the first message", async () => {
    const { client } = await workbench();
    const root = await client.chat.postMessage({ channel: OPS, text: "root" });
    const reply = await client.chat.postMessage({
      channel: OPS,
      text: "one",
      thread_ts: root.ts ?? "",
    });

    const nested = await client.chat.postMessage({
      channel: OPS,
      text: "two",
      thread_ts: reply.ts ?? "",
    });

    expect(nested.message).toMatchObject({ thread_ts: root.ts });
    const { messages } = await client.conversations.replies({ channel: OPS, ts: root.ts ?? "" });
    expect(messages?.map(({ text }) => text)).toEqual(["root", "one", "two"]);
    expect(messages?.[0]).toMatchObject({ reply_count: 2, latest_reply: nested.ts });
    const { messages: top } = await client.conversations.history({ channel: OPS });
    expect(top?.map(({ text }) => text)).toEqual(["root"]);
  });

  it("show a broadcast reply in the channel too", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({ channel: OPS, text: "root" });

    await client.chat.postMessage({
      channel: OPS,
      text: "all",
      thread_ts: ts,
      reply_broadcast: true,
    });

    const { messages } = await client.conversations.history({ channel: OPS });
    expect(messages?.map(({ subtype }) => subtype)).toEqual(["thread_broadcast", undefined]);
  });

  it("cannot start on a message that is not there", async () => {
    const { client } = await workbench();
    const post = { channel: OPS, text: "x", thread_ts: "1700000000.000000" };

    expect(await errorOf(client.chat.postMessage(post))).toBe("thread_not_found");
  });
});

describe("chat.update and chat.delete", () => {
  it("change the app's message, keeping its ts and the blocks that are not named", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({
      channel: OPS,
      text: "before",
      blocks: [section("stays")],
    });

    const { message } = (await client.chat.update({ channel: OPS, ts, text: "after" })) as Answer;

    expect(message).toMatchObject({ ts, text: "after", edited: { user: message.user } });
    expect(message.blocks).toMatchObject([section("stays")]);
  });

  it("leave other people's messages alone", async () => {
    const bench = await workbench();
    const { ts } = await bench.act("message", { user: "anna", channel: "ops", text: "mine" });

    const update = bench.client.chat.update({ channel: OPS, ts, text: "x" });
    const removal = bench.client.chat.delete({ channel: OPS, ts });

    expect(await errorOf(update)).toBe("cant_update_message");
    expect(await errorOf(removal)).toBe("cant_delete_message");
  });

  it("refuse an archived channel, long text, and a user id for a DM", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({ channel: OPS, text: "x" });
    const dm = await client.chat.postMessage({ channel: ANNA, text: "x" });

    const long = client.chat.update({ channel: OPS, ts, text: "x".repeat(4001) });
    expect(await errorOf(long)).toBe("msg_too_long");
    const byUser = client.chat.update({ channel: ANNA, ts: dm.ts ?? "", text: "y" });
    expect(await errorOf(byUser)).toBe("channel_not_found");
    await client.conversations.archive({ channel: OPS });
    const archived = client.chat.update({ channel: OPS, ts, text: "y" });
    expect(await errorOf(archived)).toBe("is_inactive");
  });

  it("know only messages that are there", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({ channel: OPS, text: "x" });

    await client.chat.delete({ channel: OPS, ts });

    expect(await errorOf(client.chat.delete({ channel: OPS, ts }))).toBe("message_not_found");
    const update = client.chat.update({ channel: OPS, ts, text: "y" });
    expect(await errorOf(update)).toBe("message_not_found");
  });
});

describe("chat.postEphemeral", () => {
  it("is seen by one member, and stands in no history", async () => {
    const bench = await workbench();

    const answer = await bench.client.chat.postEphemeral({
      channel: OPS,
      user: ANNA,
      text: "psst",
    });

    expect(answer).toMatchObject({ ok: true, message_ts: expect.any(String) });
    expect((await bench.channel("ops"))["messages"]).toMatchObject([
      { text: "psst", is_ephemeral: true, ephemeral_to: ANNA },
    ]);
    const { messages } = await bench.client.conversations.history({ channel: OPS });
    expect(messages).toEqual([]);
    const update = bench.client.chat.update({
      channel: OPS,
      ts: answer.message_ts ?? "",
      text: "x",
    });
    expect(await errorOf(update)).toBe("message_not_found");
  });

  it("goes to members only", async () => {
    const { client } = await workbench();
    const whisper = client.chat.postEphemeral({ channel: OPS, user: CHLOE, text: "x" });

    expect(await errorOf(whisper)).toBe("user_not_in_channel");
  });
});
