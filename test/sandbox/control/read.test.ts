import { describe, expect, it } from "vitest";
import { openWindow } from "#test/sandbox/live/window.ts";
import { ANNA, BEN, type Bench, OPS, workbench } from "#test/sandbox/workbench.ts";

type Mark = { readonly user: string; readonly channel: string; readonly ts: string };

/** The marks as a window that opens now sees them. */
async function marks(bench: Bench): Promise<readonly Mark[]> {
  const window = await openWindow(bench);
  const { reads = [] } = await window.next();
  await window.close();
  return reads;
}

async function say(bench: Bench, user: string, more: object = {}): Promise<string> {
  const { ts } = await bench.act("message", { user, channel: "ops", text: "x", ...more });
  return String(ts);
}

describe("POST read", () => {
  it("moves a person's mark, and tells every window", async () => {
    const bench = await workbench();
    const window = await openWindow(bench);
    await window.next();
    const mark = { user: ANNA, channel: OPS, ts: "2.000000" };

    const answer = await bench.act("read", { user: "anna", channel: "#ops", ts: "2.000000" });

    expect(answer).toEqual({ ok: true, ...mark });
    expect(await window.nextWith("reads")).toEqual([mark]);
  });

  it.each([
    ["does not go back by itself", {}, "2.000000"],
    ["goes back to have messages unread again", { back: true }, "1.000000"],
  ])("%s", async (_what, more, ts) => {
    const bench = await workbench();
    const place = { user: "anna", channel: "ops" };
    await bench.act("read", { ...place, ts: "2.000000" });

    expect(await bench.act("read", { ...place, ts: "1.000000", ...more })).toMatchObject({ ts });

    expect(await marks(bench)).toEqual([{ user: ANNA, channel: OPS, ts }]);
  });

  it.each([
    [{ ts: "soon" }, "invalid_arguments"],
    [{ user: "nobody" }, "user_not_found"],
    [{ user: "ben", channel: "vault" }, "channel_not_found"],
  ])("refuses %j: %s", async (change, error) => {
    const bench = await workbench();

    const given = { user: "anna", channel: "ops", ts: "1.000000", ...change };

    expect(await bench.act("read", given)).toMatchObject({ ok: false, error });
  });

  it("begins anew after a reset", async () => {
    const bench = await workbench();
    await bench.act("read", { user: "anna", channel: "ops", ts: "1.000000" });

    await bench.act("reset");

    expect(await marks(bench)).toEqual([]);
  });
});

describe("writing", () => {
  it("marks the channel read for the writer alone", async () => {
    const bench = await workbench();

    const ts = await say(bench, "anna");

    expect(await marks(bench)).toEqual([{ user: ANNA, channel: OPS, ts }]);
  });

  it("in a thread leaves unread what was unread", async () => {
    const bench = await workbench();
    const root = await say(bench, "anna");
    await say(bench, "ben");

    await say(bench, "anna", { thread_ts: root });
    expect(await marks(bench)).toContainEqual({ user: ANNA, channel: OPS, ts: root });

    const last = await say(bench, "ben", { thread_ts: root });
    expect(await marks(bench)).not.toContainEqual({ user: BEN, channel: OPS, ts: last });
  });

  it("in a thread keeps a channel read that was read", async () => {
    const bench = await workbench();
    const root = await say(bench, "anna");

    const ts = await say(bench, "anna", { thread_ts: root });

    expect(await marks(bench)).toEqual([{ user: ANNA, channel: OPS, ts }]);
  });
});

describe("conversations.mark", () => {
  it("moves the bot's own mark", async () => {
    const bench = await workbench();
    const { bot_user_id: user } = (await bench.state())["app"];

    await bench.client.conversations.mark({ channel: OPS, ts: "3.000000" });

    expect(await marks(bench)).toEqual([{ user, channel: OPS, ts: "3.000000" }]);
  });
});
