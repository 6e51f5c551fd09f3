import { describe, expect, it } from "vitest";
import { errorOf, OPS, QUIET, workbench } from "#test/sandbox/workbench.ts";

describe("metadata", () => {
  it("comes back only when asked for", async () => {
    const { client } = await workbench();
    const metadata = { event_type: "page", event_payload: { id: "7" } };
    await client.chat.postMessage({ channel: OPS, text: "x", metadata });

    const plain = await client.conversations.history({ channel: OPS });
    const full = await client.conversations.history({ channel: OPS, include_all_metadata: true });

    expect(plain.messages?.[0]).not.toHaveProperty("metadata");
    expect(full.messages?.[0]).toMatchObject({ metadata });
  });

  it("must have a type and a payload", async () => {
    const { client } = await workbench();
    const post = { channel: OPS, text: "x", metadata: { event_type: "page" } };

    expect(await errorOf(client.apiCall("chat.postMessage", post))).toBe("invalid_metadata_format");
  });
});

describe("conversations.history", () => {
  it("pages from the newest, and a new message does not shift the next page", async () => {
    const { client } = await workbench();
    for (const text of ["1", "2", "3"]) await client.chat.postMessage({ channel: OPS, text });

    const first = await client.conversations.history({ channel: OPS, limit: 2 });
    await client.chat.postMessage({ channel: OPS, text: "4" });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.history({ channel: OPS, limit: 2, cursor });

    expect(first).toMatchObject({ has_more: true, messages: [{ text: "3" }, { text: "2" }] });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: "1" }] });
  });

  it("cuts out a window, with or without its edges", async () => {
    const { client, clock } = await workbench();
    const stamps: string[] = [];
    for (const text of ["1", "2", "3"]) {
      clock.advance(1000);
      stamps.push((await client.chat.postMessage({ channel: OPS, text })).ts ?? "");
    }
    const [oldest = "", , latest = ""] = stamps;
    const window = { channel: OPS, oldest, latest };

    const open = await client.conversations.history(window);
    const closed = await client.conversations.history({ ...window, inclusive: true });

    expect(open.messages?.map(({ text }) => text)).toEqual(["2"]);
    expect(closed.messages?.map(({ text }) => text)).toEqual(["3", "2", "1"]);
    const nonsense = client.conversations.history({ channel: OPS, oldest: "yesterday" });
    expect(await errorOf(nonsense)).toBe("invalid_ts_oldest");
  });

  it("is for members", async () => {
    const { client } = await workbench();

    expect(await errorOf(client.conversations.history({ channel: QUIET }))).toBe("not_in_channel");
  });
});

describe("scheduled messages", () => {
  const AT = 1_795_168_800;

  it("wait for their time, can be listed and taken back", async () => {
    const bench = await workbench();
    const post = { channel: OPS, text: "later", post_at: AT + 60 };
    await bench.client.chat.scheduleMessage(post);
    const second = await bench.client.chat.scheduleMessage({ ...post, text: "never" });
    const id = second.scheduled_message_id ?? "";

    await bench.client.chat.deleteScheduledMessage({ channel: OPS, scheduled_message_id: id });
    const list = await bench.client.chat.scheduledMessages.list();
    expect(list.scheduled_messages).toMatchObject([{ text: "later", post_at: AT + 60 }]);
    expect((await bench.channel("ops"))["messages"]).toEqual([]);

    bench.clock.advance(60_000);
    expect((await bench.channel("ops"))["messages"]).toMatchObject([{ text: "later" }]);
  });

  it.each([
    [AT - 1, "time_in_past"],
    [AT + 121 * 86_400, "time_too_far"],
  ])("are refused for %d with %s", async (post_at, error) => {
    const { client } = await workbench();
    const scheduled = client.chat.scheduleMessage({ channel: OPS, text: "x", post_at });

    expect(await errorOf(scheduled)).toBe(error);
  });
});

describe("chat.getPermalink", () => {
  it("names the channel and the message", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({ channel: OPS, text: "x" });

    const { permalink } = await client.chat.getPermalink({ channel: OPS, message_ts: ts });

    expect(permalink).toMatch(new RegExp(`/archives/${OPS}/p1795168800000000$`));
  });
});
