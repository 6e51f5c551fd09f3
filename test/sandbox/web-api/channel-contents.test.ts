import { describe, expect, it } from "vitest";
import { ANNA, errorOf, OPS, QUIET, workbench } from "#test/sandbox/workbench.ts";

const LINK = {
  channel_id: OPS,
  title: "Runbook",
  type: "link" as const,
  link: "https://example.com/r",
};

describe("bookmarks", () => {
  it("are added, edited, listed and removed", async () => {
    const bench = await workbench();

    const { bookmark } = await bench.client.bookmarks.add({ ...LINK, emoji: ":book:" });
    const id = bookmark?.id ?? "";
    await bench.client.bookmarks.edit({ channel_id: OPS, bookmark_id: id, title: "Better" });

    const { bookmarks } = await bench.client.bookmarks.list({ channel_id: OPS });
    expect(bookmarks).toMatchObject([{ id, title: "Better", link: LINK.link, emoji: ":book:" }]);
    expect((await bench.channel("ops"))["bookmarks"]).toMatchObject([{ id }]);
    await bench.client.bookmarks.remove({ channel_id: OPS, bookmark_id: id });
    expect((await bench.channel("ops"))["bookmarks"]).toEqual([]);
    const again = bench.client.bookmarks.remove({ channel_id: OPS, bookmark_id: id });
    expect(await errorOf(again)).toBe("not_found");
  });

  it.each([
    [{ link: "ftp://example.com" }, "invalid_link"],
    [{ emoji: "book" }, "invalid_emoji"],
    [{ type: "file" }, "invalid_bookmark_type"],
    [{ channel_id: QUIET }, "permission_denied"],
  ])("are refused with %j: %s", async (change, error) => {
    const { client } = await workbench();

    expect(await errorOf(client.apiCall("bookmarks.add", { ...LINK, ...change }))).toBe(error);
  });

  it("are limited to a hundred", async () => {
    const { client } = await workbench();
    for (let count = 0; count < 100; count += 1) await client.bookmarks.add(LINK);

    expect(await errorOf(client.bookmarks.add(LINK))).toBe("too_many_bookmarks");
  });
});

describe("pins", () => {
  it("stick to a message once, and leave a line in the channel", async () => {
    const bench = await workbench();
    const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "card" });
    const pin = { channel: OPS, timestamp: ts };

    await bench.client.pins.add(pin);

    const { pins, messages } = await bench.channel("ops");
    expect(pins).toEqual([ts]);
    expect(messages).toMatchObject([{ pinned_to: [OPS] }, { subtype: "pinned_item" }]);
    expect(await errorOf(bench.client.pins.add(pin))).toBe("already_pinned");
    const { items } = await bench.client.pins.list({ channel: OPS });
    expect(items).toMatchObject([{ message: { text: "card" } }]);
    await bench.client.pins.remove(pin);
    expect(await errorOf(bench.client.pins.remove(pin))).toBe("no_pin");
  });

  it("do not stick to Slack's own lines or to nothing", async () => {
    const bench = await workbench();
    await bench.client.conversations.setTopic({ channel: OPS, topic: "x" });
    const { messages } = await bench.channel("ops");
    const line = { channel: OPS, timestamp: messages[0].ts };
    const nothing = { channel: OPS, timestamp: "1700000000.000000" };

    expect(await errorOf(bench.client.pins.add(line))).toBe("not_pinnable");
    expect(await errorOf(bench.client.pins.add(nothing))).toBe("message_not_found");
    expect(await errorOf(bench.client.apiCall("pins.add", { channel: OPS }))).toBe(
      "no_item_specified",
    );
  });
});

describe("reactions", () => {
  it("count who reacted, once per person", async () => {
    const bench = await workbench();
    const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "x" });
    const eyes = { channel: OPS, timestamp: ts, name: "eyes" };

    await bench.client.reactions.add(eyes);
    await bench.act("react", { user: "anna", channel: "ops", ts, name: ":eyes:" });

    const { message } = await bench.client.reactions.get({ channel: OPS, timestamp: ts });
    expect(message?.reactions).toMatchObject([{ name: "eyes", count: 2 }]);
    expect(await errorOf(bench.client.reactions.add(eyes))).toBe("already_reacted");
    await bench.client.reactions.remove(eyes);
    expect(await errorOf(bench.client.reactions.remove(eyes))).toBe("no_reaction");
  });

  it("have names without colons", async () => {
    const { client } = await workbench();
    const { ts = "" } = await client.chat.postMessage({ channel: OPS, text: "x" });
    const colons = { channel: OPS, timestamp: ts, name: ":eyes:" };

    expect(await errorOf(client.reactions.add(colons))).toBe("invalid_name");
  });
});

describe("canvases", () => {
  const DOCUMENT = { type: "markdown" as const, markdown: "# Postmortem" };

  it("hold Markdown that can be added to", async () => {
    const bench = await workbench();

    const { canvas_id = "" } = await bench.client.canvases.create({
      title: "Postmortem",
      document_content: DOCUMENT,
    });
    await bench.client.canvases.edit({
      canvas_id,
      changes: [
        { operation: "insert_at_end", document_content: { type: "markdown", markdown: "More" } },
      ],
    });

    expect((await bench.state())["canvases"]).toMatchObject([{ markdown: "# Postmortem\nMore" }]);
    const missing = bench.client.canvases.edit({
      canvas_id: "F0NOWHERE00",
      changes: [{ operation: "delete", section_id: "x" }],
    });
    expect(await errorOf(missing)).toBe("canvas_not_found");
  });

  it("are files that say who has written in them", async () => {
    const bench = await workbench();
    const { canvas_id = "" } = await bench.client.conversations.canvases.create({
      channel_id: OPS,
      title: "Postmortem",
      document_content: DOCUMENT,
    });
    const { file: fresh } = await bench.client.files.info({ file: canvas_id });

    await bench.act("canvas", { user: "anna", canvas_id, text: "It was the cache." });

    const { file } = await bench.client.files.info({ file: canvas_id });
    expect(fresh?.editors).toHaveLength(1);
    expect(file?.editors).toEqual([...(fresh?.editors ?? []), ANNA]);
    const page = await fetch(file?.permalink ?? "");
    expect(await page.text()).toBe("# Postmortem\nIt was the cache.");
  });

  it("are one per channel, and not free-standing in a free workspace", async () => {
    const { client } = await workbench({ seed: { plan: "free" } });
    const tab = { channel_id: OPS, document_content: DOCUMENT };

    await client.conversations.canvases.create(tab);

    const second = client.conversations.canvases.create(tab);
    expect(await errorOf(second)).toBe("channel_canvas_already_exists");
    const loose = client.canvases.create({ document_content: DOCUMENT });
    expect(await errorOf(loose)).toBe("free_teams_cannot_create_standalone_canvases");
  });
});
