import { describe, expect, it } from "vitest";
import type { Story, Storyteller } from "#sandbox/live/story.ts";
import { ANNA, type Answer, BEN, OPS, section, workbench } from "#test/sandbox/workbench.ts";
import { openWindow } from "./window.ts";

const VIEW = { type: "home", blocks: [section("Hello")] };

describe("a window that opens", () => {
  it("is told the whole workspace at once", async () => {
    const bench = await workbench();
    await bench.client.chat.postMessage({ channel: OPS, text: "before" });
    await bench.client.views.publish({ user_id: ANNA, view: VIEW as never });
    await bench.act("faults", { kind: "500", method: "auth.test" });
    await bench.act("read", { user: "anna", channel: "ops", ts: "5.000000" });
    const window = await openWindow(bench);

    const { team, channels, users, usergroups, messages, homes, ...rest } = await window.next();

    const state = await bench.state();
    expect(rest).toMatchObject({
      fresh: true,
      now: Date.parse("2026-11-20T10:00:00Z"),
      faults: [{ kind: "500", method: "auth.test", count: 1 }],
      reads: [{ user: ANNA, channel: OPS, ts: "5.000000" }],
      logged: expect.any(Number),
    });
    expect(rest.app).toEqual(state["app"]);
    expect(team).toEqual(state["team"]);
    expect(users).toEqual(state["users"]);
    expect(usergroups).toEqual(state["usergroups"]);
    expect(channels).toEqual(
      state["channels"].map(({ messages: _left, ...channel }: Answer) => channel),
    );
    expect(messages).toMatchObject([{ channel: OPS, changed: [{ text: "before" }], more: false }]);
    expect(homes).toMatchObject([{ user: ANNA, view: { type: "home" } }]);
  });

  it("gets the newest hundred of each channel with what was replied since", async () => {
    const bench = await workbench();
    const posted: string[] = [];
    for (let count = 0; count < 103; count += 1) {
      const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: `${count}` });
      posted.push(ts);
    }
    for (const thread_ts of [posted[0] ?? "", posted[50] ?? ""]) {
      await bench.client.chat.postMessage({ channel: OPS, text: "reply", thread_ts });
    }
    const window = await openWindow(bench);

    const [log] = await window.nextWith("messages");

    expect(log?.more).toBe(true);
    const texts = log?.changed.map(({ text }) => text) ?? [];
    expect(texts).toHaveLength(102);
    expect([texts[0], texts.at(-3)]).toEqual(["3", "102"]);
    expect(texts.slice(-2)).toEqual(["reply", "reply"]);
  });
});

describe("an open window", () => {
  it("is told only of new, edited and removed messages", async () => {
    const bench = await workbench();
    const { ts: first = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "1" });
    const { ts: second = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "2" });
    const { ts: third = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "3" });
    const window = await openWindow(bench);
    await window.next();

    await bench.client.chat.update({ channel: OPS, ts: second, text: "two" });
    expect(await window.nextWith("messages")).toMatchObject([
      { channel: OPS, changed: [{ ts: second, text: "two" }], removed: [] },
    ]);

    await bench.client.chat.delete({ channel: OPS, ts: third });
    expect(await window.nextWith("messages")).toEqual([
      { channel: OPS, changed: [], removed: [third] },
    ]);

    await bench.client.chat.postMessage({ channel: OPS, text: "reply", thread_ts: first });
    expect(await window.nextWith("messages")).toMatchObject([
      {
        changed: [
          { ts: first, reply_count: 1 },
          { text: "reply", thread_ts: first },
        ],
      },
    ]);
  });

  it("is told who alone sees a message", async () => {
    const bench = await workbench();
    const window = await openWindow(bench);
    await window.next();

    await bench.client.chat.postEphemeral({ channel: OPS, user: ANNA, text: "psst" });

    expect(await window.nextWith("messages")).toMatchObject([
      { changed: [{ text: "psst", is_ephemeral: true, ephemeral_to: ANNA }] },
    ]);
  });

  it("is told of a channel when its topic, members, bookmarks or pins change", async () => {
    const bench = await workbench();
    const { ts = "" } = await bench.client.chat.postMessage({ channel: OPS, text: "pin me" });
    const window = await openWindow(bench);
    await window.next();

    await bench.client.conversations.setTopic({ channel: OPS, topic: "calm" });
    expect(await window.nextWith("channels")).toMatchObject([{ id: OPS, topic: "calm" }]);

    await bench.act("leave", { user: "ben", channel: "ops" });
    expect(await window.nextWith("channels")).toMatchObject([
      { members: expect.not.arrayContaining([BEN]) },
    ]);

    await bench.client.bookmarks.add({
      channel_id: OPS,
      title: "Runbook",
      type: "link",
      link: "https://example.com",
    });
    expect(await window.nextWith("channels")).toMatchObject([
      { bookmarks: [{ title: "Runbook" }] },
    ]);

    await bench.client.pins.add({ channel: OPS, timestamp: ts });
    expect(await window.nextWith("channels")).toMatchObject([{ id: OPS, pins: [ts] }]);
  });

  it("is told of presence, and of Do Not Disturb when it is set, taken back and over", async () => {
    const bench = await workbench();
    const window = await openWindow(bench);
    await window.next();

    await bench.act("presence", { user: "anna", presence: "away", dnd: true });
    expect(await window.nextWith("users")).toMatchObject([
      { id: ANNA, presence: "away", dnd: true },
    ]);

    expect(await bench.act("presence", { user: "anna", dnd: false })).toMatchObject({ dnd: false });
    expect(await window.nextWith("users")).toMatchObject([{ presence: "away", dnd: false }]);

    await bench.act("presence", { user: "anna", dnd: true });
    await window.nextWith("users");
    bench.clock.advance(3_601_000);
    expect(await window.nextWith("users")).toMatchObject([{ id: ANNA, dnd: false }]);
  });

  it("is told of homes and of faults used up", async () => {
    const bench = await workbench();
    await bench.act("faults", { kind: "429", method: "views.publish", count: 1 });
    const window = await openWindow(bench);
    await window.next();

    await bench.client.views.publish({ user_id: ANNA, view: VIEW as never }).catch(() => {});
    expect(await window.nextWith("faults")).toEqual([]);

    await bench.client.views.publish({ user_id: ANNA, view: VIEW as never });
    expect(await window.nextWith("homes")).toMatchObject([{ user: ANNA }]);
  });

  it("is told when a file can be shown, and when it is gone", async () => {
    const bench = await workbench();
    const { client } = bench;
    const uploaded = await client.files.uploadV2({
      channel_id: OPS,
      file: Buffer.from("hello"),
      filename: "hello.txt",
    });
    const id = (uploaded as Answer)["files"][0].files[0].id;
    const window = await openWindow(bench);
    expect(await window.nextWith("files")).toMatchObject([{ id, mimetype: "" }]);

    bench.clock.advance(300);
    expect(await window.nextWith("files")).toMatchObject([{ id, mimetype: "text/plain" }]);

    await client.files.delete({ file: id });
    expect(await window.nextWith("files")).toEqual([{ id, mode: "tombstone" }]);
  });

  it("is told of a pushed clock, and gets messages that have come due by it", async () => {
    const bench = await workbench();
    const post_at = Date.parse("2026-11-20T11:00:00Z") / 1000;
    await bench.client.chat.scheduleMessage({ channel: OPS, text: "later", post_at });
    const window = await openWindow(bench);
    await window.next();

    bench.clock.advance(1_800_000);
    expect((await window.next()).now).toBe(Date.parse("2026-11-20T10:30:00Z"));

    bench.clock.advance(1_800_000);
    expect(await window.nextWith("messages")).toMatchObject([{ changed: [{ text: "later" }] }]);
  });

  it("is told everything anew after a reset", async () => {
    const bench = await workbench();
    await bench.client.chat.postMessage({ channel: OPS, text: "old" });
    const window = await openWindow(bench);
    await window.next();

    await bench.act("reset");

    const { fresh, users, messages } = await window.next();
    expect([fresh, users?.length, messages]).toEqual([true, 8, undefined]);
  });

  it("is told the story whenever it is another one", async () => {
    let story: Story = { title: "A fire", tour: [], groups: [], facts: [] };
    const storyteller: Storyteller = { story: () => story, act: async () => "" };
    const bench = await workbench({ storyteller });
    const window = await openWindow(bench);
    expect((await window.next()).story).toEqual(story);

    story = { ...story, title: "It is out" };

    expect(await window.nextWith("story")).toMatchObject({ title: "It is out" });
  });
});

describe("two windows", () => {
  it("see the same, whoever comes and goes", async () => {
    const bench = await workbench();
    const [one, other] = [await openWindow(bench), await openWindow(bench)];
    await Promise.all([one.next(), other.next()]);

    await bench.client.chat.postMessage({ channel: OPS, text: "both" });
    const [seen, alike] = [await one.nextWith("messages"), await other.nextWith("messages")];
    await one.close();
    await bench.client.chat.postMessage({ channel: OPS, text: "left" });

    expect(alike).toEqual(seen);
    expect(await other.nextWith("messages")).toMatchObject([{ changed: [{ text: "left" }] }]);
  });
});
